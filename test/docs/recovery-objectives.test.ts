import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type RecoveryObjective,
  recoveryObjectives,
  tableObjective,
} from '../../lib/recovery/recovery-objectives';
import { spanText } from '../../lib/recovery/recovery-span';
import { exampleConfig, prodInput } from '../helpers/example-config';

/** A Markdown table, as docs/disaster-recovery.md has it. */
function objectivesTable(objectives: readonly RecoveryObjective[]): string {
  const rows = objectives.map(({ store, disaster, loses, backWithin, by }) => [
    store,
    disaster,
    spanText(loses, 'nothing'),
    spanText(backWithin),
    by,
  ]);
  return [
    ['Store', 'Disaster', 'Loses (RPO)', 'Back within (RTO)', 'By'],
    ['---', '---', '---', '---', '---'],
    ...rows,
  ]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

function objectivesOf(change: object): RecoveryObjective[] {
  const [environment] = exampleConfig({ environments: [{ ...prodInput, ...change }] }).environments;
  return environment ? recoveryObjectives(environment) : [];
}

/** Lines of the tables in a Markdown text, without the padding that the formatter adds. */
function tableLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.replace(/ *\| */g, '|').replace(/-{3,}/g, '---'));
}

const document = readFileSync(join(__dirname, '../../docs/disaster-recovery.md'), 'utf8');

function assertStated(objectives: readonly RecoveryObjective[], text = document) {
  for (const line of tableLines(objectivesTable(objectives))) {
    if (!tableLines(text).includes(line)) throw new Error(`not stated: ${line}`);
  }
}

describe('docs/disaster-recovery.md', () => {
  test('states what an environment of production promises as it comes', () => {
    expect(() => {
      assertStated(objectivesOf({}));
    }).not.toThrow();
  });

  test('states what a copy in another region changes', () => {
    const plain = objectivesTable(objectivesOf({}));
    const changed = objectivesOf({ backup: { copyTo: 'eu-central-1' } }).filter(
      (one) => !plain.includes(one.by),
    );
    expect(changed).toHaveLength(1);
    expect(() => {
      assertStated(changed);
    }).not.toThrow();
  });

  test('control: the check notices another promise', () => {
    expect(() => {
      assertStated(objectivesOf({ protectData: false }));
    }).toThrow('not stated: |submissions table|messages deleted or spoilt|1 day 3 h');
  });
});

describe('recovery objectives', () => {
  const ofTable = (change: object) =>
    objectivesOf(change)
      .filter(({ store }) => store === 'submissions table')
      .map(({ loses }) => spanText(loses));

  test.each([
    ['recovery and copied backups', { backup: { copyTo: 'eu-central-1' } }, '5 min', '1 day 3 h'],
    ['recovery and backups', {}, '5 min', 'all of it'],
    ['backups alone', { protectData: false }, '1 day 3 h', 'all of it'],
    ['neither', { protectData: false, backup: false }, 'all of it', 'all of it'],
  ])('of the submissions table follow from %s', (_, change, damaged, regionLost) => {
    const [first, , last] = ofTable(change);
    expect([first, last]).toEqual([damaged, regionLost]);
  });

  test('name the one that a drill measures first', () => {
    const [environment] = exampleConfig().environments;
    if (environment === undefined) throw new Error('no environment');
    expect(recoveryObjectives(environment)[0]).toEqual(tableObjective(environment));
  });

  test.each([
    [0, 'nothing'],
    [90, '1 h 30 min'],
    [1440, '1 day'],
    [2 * 1440 + 61, '2 days 1 h 1 min'],
    ['all of it' as const, 'all of it'],
  ])('write %p as %s', (span, text) => {
    expect(spanText(span, 'nothing')).toBe(text);
  });
});
