import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LIBRARY = dirname(require.resolve('aws-cdk-lib/package.json'));

/** Names of the properties of a CloudFormation type that are about a key, as the library knows them. */
export function keyProperties(type: string): string[] {
  const [, service = '', name = ''] = type
    .split('::')
    .map((part, at) => (at === 1 ? part.toLowerCase() : part));
  const file = join(LIBRARY, `aws-${service}`, 'lib', `${service}.generated.d.ts`);
  const declarations = readFileSync(file, 'utf8');
  const [, block] = declarations.split(`interface Cfn${name}Props {`);
  if (block === undefined) throw new Error(`${file} has no properties of ${type}`);
  const properties = block.slice(0, block.indexOf('\n}'));
  return [...properties.matchAll(/readonly (\w*(?:kms|encrypt)\w*|sse\w*)\??:/gi)].flatMap(
    ([, property]) => property ?? [],
  );
}
