import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentInput } from '../../lib/config/environment/environment';
import { estimateCost, type Sum } from '../../lib/pricing/estimate';
import { stacksOf } from '../../bin/stacks-of';
import { exampleConfig } from '../helpers/example-config';
import { rowsBelow } from '../helpers/markdown-tables';
import { OPTIONS } from '../helpers/options';
import { dev } from '../helpers/sample';
import { synthesizedApp } from '../helpers/synthesis';

const text = readFileSync(join(__dirname, '../../docs/cost.md'), 'utf8');

const usd = (amount: number) => amount.toFixed(2);

function costsOf(config: ReturnType<typeof exampleConfig>) {
  const stacks = stacksOf(synthesizedApp(config).assembly);
  return (account: string) => estimateCost(stacks.filter((stack) => stack.account === account));
}

test('docs/cost.md has the figures of each account as `waypost cost` computes them', () => {
  const config = exampleConfig();
  const costOf = costsOf(config);
  const accounts = [
    ['tools', config.tools.account],
    ...config.environments.map(({ name, account }) => [name, account]),
  ];
  const rows = accounts.map(([name = '', account = '']) => {
    const { list, charged } = costOf(account);
    return [name, usd(list.idle), usd(charged.idle), usd(list.used), usd(charged.used)];
  });
  expect(rowsBelow(text, 'What it comes to')).toEqual(rows);
});

test('docs/cost.md says what each option adds, as far as it adds anything', () => {
  const plain: EnvironmentInput = { ...dev, name: 'plain', account: '400000000000' };
  const environments = Object.entries(OPTIONS).map(([, option], index): EnvironmentInput => ({
    ...dev,
    name: `option${index}`,
    account: String(400_000_000_001 + index),
    domain: `option${index}.example.com`,
    ...option,
  }));
  // A configuration has a limited number of environments.
  const half = Math.ceil(environments.length / 2);
  const costOf = [environments.slice(0, half), environments.slice(half)].map((some) =>
    costsOf(exampleConfig({ environments: [plain, ...some] })),
  );
  const before = costOf[0]?.(plain.account).charged ?? { idle: 0, used: 0 };
  const rows = Object.keys(OPTIONS).flatMap((name, index) => {
    const of = costOf[index < half ? 0 : 1];
    const after: Sum = of?.(String(400_000_000_001 + index)).charged ?? before;
    const row = [usd(after.idle - before.idle), usd(after.used - before.used)];
    return row.every((cell) => Math.abs(Number(cell)) === 0) ? [] : [[`\`${name}\``, ...row]];
  });
  expect(rows.length).toBeGreaterThan(0);
  expect(rowsBelow(text, 'What options add')).toEqual(rows);
});
