import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrapRecord } from '../../../../bin/commands/bootstrap/bootstrap-record';
import { expectBootstrap } from '../../../../bin/commands/bootstrap/expect-bootstrap';
import { stacksOf } from '../../../../bin/stacks-of';
import { accountsOf } from '../../../../lib/config/accounts';
import type { Config } from '../../../../lib/config/config';
import { loadConfig } from '../../../../lib/config/load-config';
import type { AccountTemplate } from '../../../../lib/security/account-policies';
import {
  BOOTSTRAP_RECORD,
  bootstrappedFor,
  type BootstrapRecord,
} from '../../../../lib/security/bootstrap-record';
import { exampleConfig, prodInput } from '../../../helpers/example-config';
import { synthesizedApp } from '../../../helpers/synthesis';

const repository = join(__dirname, '../../../..');
const config = exampleConfig();
const PROD = '333333333333';

const template = (...types: string[]): AccountTemplate[] => [
  {
    account: PROD,
    template: { Resources: Object.fromEntries(types.map((Type) => [Type, { Type }])) },
  },
];

/** The record after every account was bootstrapped for these types. */
function recordOf(of: Config, ...types: string[]): BootstrapRecord {
  return Object.fromEntries(
    accountsOf(of).map((account) => [
      account.name,
      bootstrappedFor(of, account, account.account === PROD ? types : []),
    ]),
  );
}

describe('what the accounts were bootstrapped for', () => {
  test('covers the templates of this repository, as far as its owner has bootstrapped', () => {
    const own = loadConfig(repository);
    const stacks = stacksOf(synthesizedApp(own).assembly);
    expectBootstrap(own, stacks, bootstrapRecord(repository, process.env).read() ?? {});
  });

  test('may be more than the templates need', () => {
    const record = recordOf(config, 'AWS::S3::Bucket', 'AWS::SQS::Queue');
    expect(() => {
      expectBootstrap(config, template('AWS::SQS::Queue'), record);
    }).not.toThrow();
  });

  test('control: a new type is named, with the command that mends it', () => {
    const record = recordOf(config, 'AWS::S3::Bucket');
    expect(() => {
      expectBootstrap(config, template('AWS::S3::Bucket', 'AWS::SQS::Queue'), record);
    }).toThrow(
      expect.objectContaining({
        code: 'BOOTSTRAP_OUTGROWN',
        message: expect.stringMatching(
          /prod was not bootstrapped for AWS::SQS::Queue\n +AWS_PROFILE=<a profile of 333333333333> npx waypost bootstrap prod$/,
        ) as string,
      }) as Error,
    );
  });

  test.each<[string, (record: BootstrapRecord) => BootstrapRecord, string]>([
    [
      'what a type takes has changed since',
      ({ prod, ...rest }) => ({
        ...rest,
        ...(prod && { prod: { ...prod, types: { 'AWS::S3::Bucket': 'another digest' } } }),
      }),
      'AWS::S3::Bucket',
    ],
    [
      'the boundary has changed since',
      ({ prod, ...rest }) => ({
        ...rest,
        ...(prod && { prod: { ...prod, boundary: 'another digest' } }),
      }),
      'the permissions boundary',
    ],
    [
      'nobody made a role to compare releases through',
      ({ prod, ...rest }) => ({
        ...rest,
        ...(prod && { prod: { ...prod, releaseReader: undefined } }),
      }),
      'the release reader',
    ],
    [
      'nobody made a role that looks for drift',
      ({ prod, ...rest }) => ({
        ...rest,
        ...(prod && { prod: { ...prod, driftReader: undefined } }),
      }),
      'the drift reader',
    ],
    [
      'a region has been added since',
      ({ prod, ...rest }) => ({
        ...rest,
        ...(prod && { prod: { ...prod, regions: ['us-east-1'] } }),
      }),
      'eu-west-1',
    ],
  ])('does not cover the templates when %s', (_, change, named) => {
    const record = change(recordOf(config, 'AWS::S3::Bucket'));
    expect(() => {
      expectBootstrap(config, template('AWS::S3::Bucket'), record);
    }).toThrow(`prod was not bootstrapped for ${named}\n`);
  });

  test("does not cover the owner's boundary while the account knows ours", () => {
    const record = recordOf(config, 'AWS::S3::Bucket');
    const own = exampleConfig({
      environments: [{ ...prodInput, permissionsBoundary: 'owners-own' }],
    });
    expect(() => {
      expectBootstrap(own, template('AWS::S3::Bucket'), record);
    }).toThrow('the permissions boundary');
  });

  test('is unknown of an account that nobody bootstrapped, and then stops nobody', () => {
    const { tools, prod } = recordOf(config);
    if (!tools || !prod) throw new Error('The example configuration has other accounts now.');
    const records: BootstrapRecord[] = [
      {},
      { tools },
      { prod: { ...prod, account: '999999999999' } },
    ];
    for (const record of records) {
      expect(() => {
        expectBootstrap(config, template('AWS::S3::Bucket'), record);
      }).not.toThrow();
    }
  });
});

describe('record of the bootstraps', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'waypost-record-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const [tools] = accountsOf(config);
  if (!tools) throw new Error('The example configuration has no tools account.');
  const bootstrapped = bootstrappedFor(config, tools, ['AWS::S3::Bucket']);

  test('is empty before the first, and keeps each account until it is bootstrapped again', () => {
    const record = bootstrapRecord(folder, {});
    expect(record.read()).toEqual({});
    expect(record.keep('tools', bootstrapped)).toBe(true);
    expect(record.keep('dev', { ...bootstrapped, account: '222222222222' })).toBe(true);
    expect(record.keep('tools', { ...bootstrapped, boundary: 'newer' })).toBe(true);
    expect(record.read()).toEqual({
      tools: { ...bootstrapped, boundary: 'newer' },
      dev: { ...bootstrapped, account: '222222222222' },
    });
  });

  test('knows nothing of emulated accounts', () => {
    bootstrapRecord(folder, {}).keep('tools', bootstrapped);
    const rehearsed = bootstrapRecord(folder, { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' });
    expect(rehearsed.keep('dev', bootstrapped)).toBe(false);
    expect(rehearsed.read()).toBeUndefined();
    expect(Object.keys(bootstrapRecord(folder, {}).read() ?? {})).toEqual(['tools']);
  });

  test.each([
    ['a merge has broken', '<<<<<<< HEAD\n{}', 'not valid JSON'],
    ['lacks what it was written with', '{ "tools": {} }', 'tools.account: '],
    ['holds no accounts', '[]', 'it: .*expected record'],
  ])('that %s is named with what to do, and not written over', (_, text, why) => {
    const file = join(folder, BOOTSTRAP_RECORD);
    writeFileSync(file, text);
    const broken = expect.objectContaining({
      code: 'RECORD_BROKEN',
      message: expect.stringMatching(
        new RegExp(`^waypost.bootstrap.json is not [^]*${why}[^]*\nTake it from the last commit`),
      ) as string,
    }) as Error;
    const record = bootstrapRecord(folder, {});
    expect(() => record.read()).toThrow(broken);
    expect(() => record.keep('tools', bootstrapped)).toThrow(broken);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
