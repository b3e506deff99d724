import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentNames } from '../../lib/naming';
import { repositoryRoot } from '../../rehearsal/paths';
import { exampleConfig } from '../helpers/example-config';

const runbook = readFileSync(join(repositoryRoot, 'docs/runbook.md'), 'utf8');
const [, section = ''] = runbook.split('## Taking an environment down\n');

/** Stacks that the section has somebody delete, by the ends of their names. */
function deletedIn(text: string): string[] {
  const inLoop = /for stack in ([\w -]+); do/.exec(text)?.[1]?.split(' ') ?? [];
  const named = [...text.matchAll(/<env>-([a-z-]+)/g)].map(([, name = '']) => name);
  return [...new Set([...inLoop, ...named])].filter((name) => name !== '').sort();
}

const [environment] = exampleConfig().environments;
if (!environment) throw new Error('The example configuration has no environment.');
const stacks = Object.values(environmentNames(exampleConfig().project, environment.name).stacks)
  .map((name) => name.replace(`waypost-${environment.name}-`, ''))
  .sort();

describe('taking an environment down, in docs/runbook.md', () => {
  test('names every stack that an environment may have, and no other', () => {
    expect(deletedIn(section)).toEqual(stacks);
  });

  test('control: one that is left out is noticed', () => {
    expect(deletedIn(section.replaceAll('`<env>-keys`', 'keys'))).not.toEqual(stacks);
  });
});
