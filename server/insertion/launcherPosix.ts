import { KEPT_VARIABLES } from '../protocol/keptVariables.ts'
import { MANIFEST_NAMES, NAMED_MANIFEST_END } from '../protocol/manifestNames.ts'
import type { LauncherPaths } from './launcher.ts'

/**
 * Plain POSIX sh, since macOS, Alpine and Debian each bring another one. Its variables have long names: a shell exports
 * again what it found in the environment, and a server must not see another value of its own `folder`.
 */
export function posixLauncher({ proxy, editor }: LauncherPaths, platform: string): string {
  const organisation = platform === 'darwin' ? '/Library/Application Support/scopelight' : '/etc/scopelight'
  const manifests = [...MANIFEST_NAMES, `*${NAMED_MANIFEST_END}`].map((name) => `"$1"/${name}`).join(' ')
  return `#!/bin/sh
# Starts the Scopelight proxy in front of an MCP server: scopelight-proxy [options] -- COMMAND ARGUMENTS
# Scopelight writes this file and brings it up to date; changes to it are lost.
scopelight_proxy=${quote(proxy)}
scopelight_editor=${quote(editor)}

# What these variables say to Node is meant for the server, which the proxy gives them back.
keep_for_server() {
${Object.entries(KEPT_VARIABLES).map(keep).join('\n')}
}

if [ -f "$scopelight_proxy" ]; then
  if [ -f "$scopelight_editor" ] && [ -x "$scopelight_editor" ]; then
    keep_for_server
    ELECTRON_RUN_AS_NODE=1
    export ELECTRON_RUN_AS_NODE
    exec "$scopelight_editor" "$scopelight_proxy" "$@"
  fi
  if command -v node >/dev/null 2>&1; then
    keep_for_server
    exec node "$scopelight_proxy" "$@"
  fi
  scopelight_missing="neither \\"$scopelight_editor\\" nor node is here"
else
  scopelight_missing="\\"$scopelight_proxy\\" is gone"
fi

# Nothing runs the proxy. The server may start without it only where nobody counts on the proxy to judge its calls.
end() {
  printf 'scopelight: %s\\n' "$1" >&2
  exit "$2"
}

has_manifest() {
  for scopelight_manifest in ${manifests}; do
    [ -e "$scopelight_manifest" ] && return 0
  done
  return 1
}

scopelight_judged="$scopelight_missing, and this server starts only with the proxy that checks its calls. Install Node, or open your editor once."
scopelight_workspace=
while [ "$#" -gt 0 ] && [ "$1" != -- ]; do
  case $1 in
    --workload* | --manifest* | --breakpoints*) end "$scopelight_judged" 127 ;;
    --workspace) scopelight_workspace=\${2-} ;;
  esac
  shift
done
[ "$#" -gt 1 ] || end 'No command stands behind "--".' 2
shift

has_manifest ${quote(organisation)} && end "$scopelight_judged" 127
has_manifest "\${XDG_CONFIG_HOME:-\${HOME-}/.config}/scopelight" && end "$scopelight_judged" 127
if [ -n "$scopelight_workspace" ]; then
  has_manifest "$scopelight_workspace" && end "$scopelight_judged" 127
else
  scopelight_folder=$(pwd -P)
  while [ -n "$scopelight_folder" ]; do
    has_manifest "$scopelight_folder" && end "$scopelight_judged" 127
    scopelight_folder=\${scopelight_folder%/*}
  done
  has_manifest / && end "$scopelight_judged" 127
fi

printf 'scopelight: %s\\n' "$scopelight_missing, so this server starts without being recorded. Install Node, or open your editor once." >&2
exec "$@"
`
}

function keep([name, kept]: readonly [string, string]): string {
  return `  if [ "\${${name}+set}" = set ]; then
    ${kept}=$${name}
    export ${kept}
    unset ${name}
  fi`
}

/** One word for sh, whatever it holds. */
function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
