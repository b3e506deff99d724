#!/usr/bin/env bash
# Guess: a reader of zone files gives a line that begins with a blank to the name of the line before,
#   as RFC 1035 says, or raises an error.
# Seen: dnsz 4.5.2 does so when the line has the class IN. Without a class, which may be left out as well,
#   the record is dropped without a word: an MX line in the form of many exports goes this way.
# Source: https://www.rfc-editor.org/rfc/rfc1035#section-5.1
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund dnsz@4.5.2
cat >run.mjs <<'JS'
import { parseZone } from 'dnsz';
const read = (second) =>
  parseZone(`$ORIGIN example.com.\n$TTL 3600\nshop IN A 192.0.2.1\n${second}\n`)
    .records.map(({ name, type }) => `${name} ${type}`)
    .join(', ');
console.log(`named: ${read('shop IN MX 10 mail.example.net.')}`);
console.log(`nameless: ${read('\tIN MX 10 mail.example.net.')}`);
console.log(`nameless, of no class: ${read('\tMX 10 mail.example.net.')}`);
JS
seen="$(node run.mjs)"
echo "$seen"
[ "$seen" = "named: shop.example.com A, shop.example.com MX
nameless: shop.example.com A, shop.example.com MX
nameless, of no class: shop.example.com A" ]
