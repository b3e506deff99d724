import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../rehearsal/paths';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { synthesizedEnvironment } from '../helpers/synthesis';
import { resourcesOf } from '../helpers/template-rules';

const page = readFileSync(join(repositoryRoot, 'docs/customer-keys.md'), 'utf8');
const named = [...page.matchAll(/^\| (AWS::\S+)/gm)].map(([, type]) => type);

test('docs/customer-keys.md names the types that are under the key', () => {
  const environments = [{ ...prodInput, customerKeys: true, network: { vpc: true } }];
  const { all } = synthesizedEnvironment('prod', exampleConfig({ environments }));
  const keyed = all
    .filter(({ stack }) => stack !== 'keys')
    .flatMap(({ template }) => resourcesOf(template))
    .filter(([, { Type }]) => !Type.startsWith('AWS::IAM::'))
    .filter(([, { Properties }]) => JSON.stringify(Properties ?? {}).includes('FnGetAttKey'))
    .map(([, { Type }]) => Type);
  expect(named).toEqual([...new Set(keyed)].sort());
});
