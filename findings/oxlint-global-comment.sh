#!/usr/bin/env bash
# Guess: a linter that takes ESLint's rules by name takes `/* global name */` as ESLint does: the
#   name is known in this file.
# Seen: oxlint 1.94.0 reports it by no-undef all the same, and ESLint 10.15.0 does not.
# Source: both run here; ESLint's documentation, "Configure Language Options", has the comment.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund oxlint@1.94.0 eslint@10.15.0
printf '/* global released */\nreleased();\n' >one.js
echo '{ "rules": { "no-undef": "error" } }' >.oxlintrc.json
echo 'module.exports = [{ rules: { "no-undef": "error" } }];' >eslint.config.cjs
npx eslint one.js && eslint=0 || eslint=$?
npx oxlint one.js && oxlint=0 || oxlint=$?
echo "eslint $eslint, oxlint $oxlint"
[ "$eslint" = 0 ] && [ "$oxlint" = 1 ]
