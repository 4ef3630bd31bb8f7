import { codeLoading } from '../codeLoading.ts'
import { removeSetting } from '../removeSetting.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'loader-env-override',
    group: 'supply-chain',
    title: 'Environment alters code loading',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'variables of the entry',
    when: 'a variable makes the loader or the runtime load code: `NODE_OPTIONS` with `--require`, `--import` or `--loader` (medium for a package that is installed), `LD_PRELOAD` and its kin outside of system folders, `BASH_ENV` or `PYTHONSTARTUP` in the workspace or a temporary folder, `PYTHONPATH` and its kin in a temporary folder, or in the workspace where the server itself comes from a registry, a `PATH` that begins there. Memory options, and a PATH of system folders, are no finding.',
    why: 'The variable puts foreign code into the server process.',
    fix: { safety: 'safe', does: 'removes the variable' },
    standards: ['CWE-426', 'CWE-427', 'ASI05'],
    guards: ['path-env'],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, { tree }) {
    const found = entry.launch.env.flatMap((setting) => {
      const loading = codeLoading(setting, entry.launch)
      return loading && setting.value ? [{ setting, at: setting.value, loading }] : []
    })
    const first = found.find(({ loading }) => loading.severity === 'high') ?? found[0]
    if (!first) return
    const patches = found.map(({ setting }) => removeSetting(setting, entry, tree))
    yield {
      at: first.at,
      severity: first.loading.severity,
      message: `"${first.setting.name}" of server "${entry.name}" ${first.loading.words}. Remove it, or install what it loads with the server.`,
      related: found
        .filter((one) => one !== first)
        .map(({ setting, at, loading }) => ({ span: at.span, message: `"${setting.name}" ${loading.words}.` })),
      fixes: patches.every((some) => some !== undefined)
        ? [
            {
              title: `Remove ${found.map(({ setting }) => `"${setting.name}"`).join(', ')}`,
              safety: 'safe',
              patches: patches.flat(),
            },
          ]
        : [],
    }
  },
})

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"node","args":["server.js"],"env":{"NODE_OPTIONS":"--max-old-space-size=512"}}}}',
    },
    // path-env
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"node","args":["server.js"],"env":{"PATH":"/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin","HOME":"/Users/alice"}},"b":{"command":"node","args":["server.js"],"env":{"PATH":"/Users/alice/.nvm/versions/node/v20.1.0/bin:/usr/bin"}},"c":{"command":"node","args":["server.js"],"env":{"Path":"C:\\\\Program Files\\\\nodejs;C:\\\\Windows\\\\System32"}}}}',
    },
    // The server's own code lies where PYTHONPATH leads.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"python","args":["-m","acme.server"],"env":{"PYTHONPATH":"${workspaceFolder}/src"}},"b":{"command":"python","args":["server.py"],"env":{"PYTHONPATH":"."}},"c":{"command":"uvx","args":["acme-docs==1.0.0"],"env":{"PYTHONPATH":"/home/alice/src/acme"}}}}',
    },
    // Words that mean something else, libraries of the system, and what stands behind a reference.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"node","args":["server.js"],"env":{"ENV":"production","NODE_ENV":"production","LD_PRELOAD":"/usr/lib/x86_64-linux-gnu/libjemalloc.so.2","NODE_PATH":"/usr/lib/node_modules","NODE_OPTIONS":"${env:NODE_OPTIONS}","GIT_SSH_COMMAND":"ssh -i ~/.ssh/acme -o IdentitiesOnly=yes","JAVA_TOOL_OPTIONS":"-Xmx512m"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"node","args":["server.js"],"env":{"NODE_OPTIONS":"«--require ./patch.js»"}}}}',
      message:
        '"NODE_OPTIONS" of server "acme" runs code before the server starts. Remove it, or install what it loads with the server.',
      severity: 'high',
      confidence: 'high',
      fixed: '{"mcpServers":{"acme":{"command":"node","args":["server.js"],"env":{}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"LANG":"C","LD_PRELOAD":"«./hook.so»","PATH":"./bin:/usr/bin"}},"b":{"command":"/opt/b","env":{"DYLD_INSERT_LIBRARIES":"«/tmp/hook.dylib»"}}}}',
      message:
        '"LD_PRELOAD" of server "a" loads a library into the program. Remove it, or install what it loads with the server.',
      severity: 'high',
      fixed:
        '{"mcpServers":{"a":{"command":"/opt/a","env":{"LANG":"C"}},"b":{"command":"/opt/b","env":{"DYLD_INSERT_LIBRARIES":"/tmp/hook.dylib"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"uvx","args":["acme-docs==1.0.0"],"env":{"PYTHONPATH":"«${workspaceFolder}/patches»"}},"b":{"command":"python","args":["server.py"],"env":{"PYTHONPATH":"«/tmp/acme»"}},"c":{"command":"bash","args":["start.sh"],"env":{"BASH_ENV":"«./.env.sh»"}},"d":{"command":"node","args":["server.js"],"env":{"PATH":"«node_modules/.bin:/usr/bin»"}}}}',
      message:
        '"PYTHONPATH" of server "a" makes it load modules from a folder others can write. Remove it, or install what it loads with the server.',
      severity: 'high',
    },
    // What is installed with the server is less foreign.
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"node","args":["server.ts"],"env":{"NODE_OPTIONS":"«--max-old-space-size=512 --import=tsx»"}}}}',
      message:
        '"NODE_OPTIONS" of server "a" runs code before the server starts. Remove it, or install what it loads with the server.',
      severity: 'medium',
    },
    // On the command line.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"env","args":["NODE_OPTIONS=«--import ./patch.mjs»","node","server.js"]},"b":{"command":"docker","args":["run","-i","-e","NODE_OPTIONS=«-r /tmp/patch.js»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        '"NODE_OPTIONS" of server "a" runs code before the server starts. Remove it, or install what it loads with the server.',
      fixed:
        '{"mcpServers":{"a":{"command":"env","args":["node","server.js"]},"b":{"command":"docker","args":["run","-i","-e","NODE_OPTIONS=-r /tmp/patch.js","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
    {
      host: 'goose',
      file: '~/.config/goose/config.yaml',
      text: "extensions:\n  acme:\n    type: stdio\n    cmd: node\n    args:\n      - server.js\n    envs:\n      LANG: C\n      NODE_OPTIONS: '«--require ./patch.js»'\n",
      message:
        '"NODE_OPTIONS" of server "acme" runs code before the server starts. Remove it, or install what it loads with the server.',
      severity: 'high',
      fixed: 'extensions:\n  acme:\n    type: stdio\n    cmd: node\n    args:\n      - server.js\n    envs:\n      LANG: C\n',
    },
  ],
} satisfies Examples
