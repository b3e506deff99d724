#!/usr/bin/env bash
# Guess: a component that declares an SPDX expression and, beside it, a licence by its name has both
#   in its SBOM, or the library raises an error, as CycloneDX 1.6 takes one expression alone.
# Seen: @cyclonedx/cyclonedx-library 10.3.0 writes the expression, and drops the name without a word.
# Source: https://cyclonedx.org/docs/1.6/json/#components_items_licenses
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --omit=optional @cyclonedx/cyclonedx-library@10.3.0
cat >run.cjs <<'JS'
const { Enums, Models, Serialize, Spec } = require('@cyclonedx/cyclonedx-library');
const licenses = new Models.LicenseRepository([
  new Models.LicenseExpression('MIT OR Apache-2.0'),
  new Models.NamedLicense('House Licence'),
]);
const component = new Models.Component(Enums.ComponentType.Library, 'one', { licenses });
const bom = new Models.Bom({ components: new Models.ComponentRepository([component]) });
const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
console.log(JSON.stringify(JSON.parse(serializer.serialize(bom)).components[0].licenses));
JS
seen="$(node run.cjs)"
echo "$seen"
[ "$seen" = '[{"expression":"MIT OR Apache-2.0"}]' ]
