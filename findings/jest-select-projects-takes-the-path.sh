#!/usr/bin/env bash
# Guess: in `jest --selectProjects one path/of/a.test.js` the last word is a pattern for test files, as it is without
#   the option. Or, as the option takes several names, Jest says that it has no project of that name.
# Seen: jest 30.5.2 takes the path for one more project. It passes over names that it does not know as long as one is
#   known, so that every test of that project runs, and the exit code is 0. With the path first, or with `--` before
#   it, the one file runs.
# Source: https://jestjs.io/docs/cli#--selectprojects-project1--projectn
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "name": "own", "version": "1.0.0", "private": true }' >package.json
npm install --silent --no-audit --no-fund jest@30.5.2
mkdir one two
for file in one/a one/b two/c; do echo "test('$file', () => {});" >"$file.test.js"; done
cat >jest.config.js <<'JS'
module.exports = {
  projects: ['one', 'two'].map((displayName) => ({
    displayName,
    testMatch: [`<rootDir>/${displayName}/*.test.js`],
  })),
};
JS
listed() {
  echo "$*: $(node_modules/.bin/jest --listTests "$@" | grep -oE '(one|two)/[abc]\.test\.js' | sort | paste -s -d ' ' -)"
}
node_modules/.bin/jest --ci --selectProjects one one/a.test.js >log 2>&1
seen="$(listed --selectProjects one one/a.test.js)
$(listed one/a.test.js --selectProjects one)
$(listed --selectProjects one -- one/a.test.js)"
echo "$seen"
[ "$seen" = '--selectProjects one one/a.test.js: one/a.test.js one/b.test.js
one/a.test.js --selectProjects one: one/a.test.js
--selectProjects one -- one/a.test.js: one/a.test.js' ]
