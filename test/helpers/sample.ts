import type { EnvironmentInput } from '../../lib/config/environment/environment';
import type { ConfigInput } from '../../lib/config/schema';
import type { DnsRecordInput } from '../../lib/config/records/dns-records';
import type { Config } from '../../lib/config/config';
import { ConfigError, type Problem } from '../../lib/config/config-error';
import { parseConfig } from '../../lib/config/parse-config';
import { configWarnings } from '../../lib/config/warnings';

/** The least that a configuration needs: a pipeline to one environment. */
export const dev: EnvironmentInput = {
  name: 'dev',
  kind: 'development',
  account: '222222222222',
  region: 'eu-west-1',
  domain: 'dev.example.com',
  delegated: false,
  approval: false,
};

export const prod: EnvironmentInput = {
  ...dev,
  name: 'prod',
  kind: 'production',
  account: '333333333333',
  domain: 'example.com',
};

export const sample: ConfigInput = {
  project: 'waypost',
  domain: 'example.com',
  source: {
    repository: 'example/waypost',
    branch: 'main',
    connectionArn: 'arn:aws:codeconnections:eu-west-1:111111111111:connection/0123-abcd',
  },
  tools: { account: '111111111111', region: 'eu-west-1' },
  environments: [dev, prod],
  contact: {
    sender: 'owner@example.com',
    forms: [{ name: 'contact', recipients: ['owner@example.com'] }],
  },
  notifications: ['owner@example.com'],
};

/** `sample` with another first environment. */
export function withDev(change: object): unknown {
  return { ...sample, environments: [{ ...dev, ...change }, prod] };
}

export function withRecords(...records: readonly (DnsRecordInput | object)[]): unknown {
  return withDev({ records });
}

/** `sample` with these forms. */
export function withForms(...forms: readonly object[]): unknown {
  return { ...sample, contact: { ...sample.contact, forms } };
}

/** `sample` with one form, which has these fields. */
export function withFields(...fields: readonly object[]): unknown {
  return withForms({ name: 'contact', recipients: ['owner@example.com'], fields });
}

/** What `parseConfig` finds wrong; empty if nothing. */
export function problemsOf(raw: unknown): readonly Problem[] {
  try {
    parseConfig(raw);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    error.problems.forEach(assertWhole);
    return error.problems;
  }
}

/** Whatever is wrong, an owner reads what was expected and what to do: no words of zod's own, nothing left out. */
export function assertWhole({ expected, fix }: Pick<Problem, 'expected' | 'fix'>) {
  for (const text of [expected, fix]) {
    const unquoted = text.replace(/"[^"]*"/g, '""');
    if (
      !/^\S(?:.*\S)?$/s.test(text) ||
      /^(?:Invalid|Too (?:small|big)|Unrecognized)\b|\n| {2}| [,;:](?: |$)|\(\)/.test(unquoted)
    ) {
      throw new Error(`not a whole sentence: ${JSON.stringify(text)}`);
    }
  }
}

/** What is told of environments that are taken. */
export function warningsOf(...environments: Config['environments']): readonly Problem[] {
  const warnings = configWarnings({ environments });
  warnings.forEach(assertWhole);
  return warnings;
}

/** The only problem; fails if there are more, or none. */
export function onlyProblemOf(raw: unknown): Problem {
  const problems = problemsOf(raw);
  const [problem] = problems;
  if (problem === undefined || problems.length > 1) {
    throw new Error(`expected one problem, found ${JSON.stringify(problems, null, 2)}`);
  }
  return problem;
}

/** The first environment, parsed. */
export function parsedDev(change: object): Config['environments'][number] {
  const [first] = parseConfig(withDev(change)).environments;
  if (first === undefined) throw new Error('no environment');
  return first;
}
