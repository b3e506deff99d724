#!/usr/bin/env bash
# Guess: `npx` runs the command of the package that it stands in from that package's own folder, and one that
#   node_modules/.bin has is taken first.
# Seen: npx of npm 11.19.1 (and of 12.2.2) looks at the `bin` of the package's own package.json before it looks into
#   node_modules/.bin. For such a command it reads the whole tree of installed packages, and installs the package as
#   a link into the cache (_npx), in which the command then runs, each time. With a thousand packages that is a second
#   of processor time before the command begins. A command of the same name in node_modules/.bin is never run.
# Source: https://docs.npmjs.com/cli/commands/npx, libnpmexec's lib/index.js
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir tool own
(cd tool && npm init --yes >/dev/null && npm install --silent --no-audit --no-fund npm@11.19.1)
cd own
export npm_config_cache="$folder/cache" npm_config_update_notifier=false
npx() { "$folder/tool/node_modules/.bin/npx" --yes "$@"; }
echo '{ "name": "own", "version": "1.0.0", "bin": { "own": "own.js" } }' >package.json
printf '#!/usr/bin/env node\nconsole.log("of package.json, from", process.argv[1].split("/").at(-5));\n' >own.js
mkdir -p node_modules/.bin
printf '#!/bin/sh\necho of node_modules/.bin\n' >node_modules/.bin/own
chmod +x own.js node_modules/.bin/own
with="$(npx own)"
echo '{ "name": "own", "version": "1.0.0" }' >package.json
without="$(npx own)"
seen="with bin: $with
without bin: $without
installed in the cache: $(grep -l '"own"' "$folder"/cache/_npx/*/package.json | wc -l | tr -d ' ')"
echo "$seen"
[ "$seen" = 'with bin: of package.json, from _npx
without bin: of node_modules/.bin
installed in the cache: 1' ]
