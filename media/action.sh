#!/usr/bin/env bash
# What action.yml runs: the variables are its inputs.
set -euo pipefail

args=(lint --format "$SCOPELIGHT_FORMAT" --fail-on "$SCOPELIGHT_FAIL_ON")
if [[ -n $SCOPELIGHT_PERSONA ]]; then args+=(--persona "$SCOPELIGHT_PERSONA"); fi
if [[ -n $SCOPELIGHT_BASELINE ]]; then args+=(--baseline "$SCOPELIGHT_BASELINE"); fi
if [[ -n $SCOPELIGHT_OUTPUT ]]; then args+=(--output "$SCOPELIGHT_OUTPUT"); fi
args+=(--)
while IFS= read -r path; do
  if [[ -n $path ]]; then args+=("$path"); fi
done <<<"$SCOPELIGHT_PATHS"

# Installed in a folder of its own: in the checkout npm would obey the repository's .npmrc and take its node_modules, and with
# them whatever program somebody committed there.
program=${SCOPELIGHT_PROGRAM:-}
if [[ -z $program ]]; then
  folder=$(mktemp -d "${RUNNER_TEMP:-/tmp}/scopelight.XXXXXXXX")
  (cd "$folder" && npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" "scopelight@$SCOPELIGHT_VERSION")
  program=$folder/node_modules/.bin/scopelight
fi
"$program" "${args[@]}"
