import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDED_REASONS } from '../../../../rehearsal/console/client/recorded-reasons';
import { emulatorPackageRoot } from '../../../../rehearsal/paths';

test('every type that is only recorded has its reason, and no other type has one', () => {
  const path = join(emulatorPackageRoot, 'launcher', 'resource_types', 'recorded.py');
  const [, recorded = ''] = /^RECORDED = \{(.*?)^\}/ms.exec(readFileSync(path, 'utf8')) ?? [];
  const types = [...recorded.matchAll(/^ {4}"(AWS::[\w:]+)":/gm)].map(([, type]) => type);

  expect(types.length).toBeGreaterThan(5);
  expect(Object.keys(RECORDED_REASONS).toSorted()).toEqual(types.toSorted());
});
