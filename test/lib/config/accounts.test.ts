import {
  accountPartsOf,
  accountsOf,
  bootstrapStackOf,
  partsIn,
} from '../../../lib/config/accounts';
import { production } from '../../../lib/config/environment/production';
import { parseConfig } from '../../../lib/config/parse-config';
import { oneAccountInput } from '../../helpers/one-account';
import { sample } from '../../helpers/sample';

const apart = parseConfig(sample);
const shared = parseConfig(oneAccountInput());
const names = (parts: readonly { readonly name: string }[]) => parts.map(({ name }) => name);

test('each account has its regions, and those of environments trust the pipeline', () => {
  expect(accountsOf(apart)).toMatchObject([
    { name: 'tools', account: '111111111111', regions: ['eu-west-1', 'us-east-1'] },
    {
      name: 'dev',
      account: '222222222222',
      region: 'eu-west-1',
      regions: ['eu-west-1', 'us-east-1'],
      trusted: '111111111111',
    },
    { name: 'prod', account: '333333333333', trusted: '111111111111' },
  ]);
  expect(accountsOf(apart)[0]).not.toHaveProperty('trusted');
});

test('one account for all is one, and trusts no other', () => {
  expect(names(accountsOf(shared))).toEqual(['tools']);
  expect(names(accountPartsOf(shared))).toEqual(['tools', 'dev', 'prod']);
  for (const part of accountPartsOf(shared)) expect(part).not.toHaveProperty('trusted');
});

test('an account holds its own part, or all of them', () => {
  expect(names(partsIn(apart, { account: apart.tools.account }))).toEqual(['tools']);
  expect(names(partsIn(shared, { account: shared.tools.account }))).toEqual([
    'tools',
    'dev',
    'prod',
  ]);
});

test('each part of one account is bootstrapped by a stack of its own', () => {
  const stacks = (config: typeof apart) =>
    ['tools', 'dev', 'prod'].map((name) => bootstrapStackOf(config, name));
  expect(new Set(stacks(apart)).size).toBe(1);
  expect(new Set(stacks(shared)).size).toBe(3);
  expect(stacks(shared)[0]).toBe(stacks(apart)[0]);
});

test('releases are for the last environment that they reach', () => {
  expect(production(['dev', 'staging', 'prod'])).toBe('prod');
  expect(() => production([])).toThrow('no environment');
});
