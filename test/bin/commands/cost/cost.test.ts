import { main } from '../../../../bin/commands/terminal/main';
import { waypostProgram } from '../../../../bin/commands/program';
import { stacksOf } from '../../../../bin/stacks-of';
import type { AccountCost } from '../../../../bin/commands/cost/table';
import { config, fakePorts, projectOf } from '../fakes';
import { synthesizedApp } from '../../../helpers/synthesis';

const stacks = stacksOf(synthesizedApp(config).assembly);

async function cost(...args: string[]) {
  const { ports, printed } = fakePorts({ stacks });
  const errors: string[] = [];
  const program = waypostProgram(projectOf(config), { cost: () => ports });
  const code = await main(program, ['cost', ...args], (text) => errors.push(text));
  return { code: code ?? 0, output: printed.join('\n'), errors: errors.join('\n') };
}

describe('waypost cost', () => {
  test('has a table for each account, idle and in use', async () => {
    const { code, output } = await cost();
    expect(code).toBe(0);
    expect(output).toMatch(/^tools \(111111111111\), USD a month/);
    expect(output).toMatch(/^dev \(222222222222\), USD a month/m);
    expect(output).toMatch(/^prod \(333333333333\), USD a month/m);
    expect(output).toMatch(/a month +idle +10 releases$/m);
    expect(output).toMatch(/a month +idle +1,000 messages$/m);
  });

  test('names stack and kind of each line, so that an option can be seen', async () => {
    const { output } = await cost('prod');
    expect(output).toMatch(/waypost-prod-dns +hosted zones +1 zone +0\.50 +-$/m);
    expect(output).not.toContain('dev');
  });

  test('says of what day and region the prices are', async () => {
    expect((await cost()).output).toMatch(/list prices of us-east-1 on \d{4}-\d\d-\d\d/);
  });

  test('prints the same as JSON', async () => {
    const { output } = await cost('prod', '--json');
    const { currency, prices, accounts } = JSON.parse(output) as {
      currency: string;
      prices: object;
      accounts: AccountCost[];
    };
    expect({ currency, prices }).toMatchObject({
      currency: 'USD',
      prices: { region: 'us-east-1' },
    });
    expect(accounts.map(({ name, account }) => [name, account])).toEqual([
      ['prod', '333333333333'],
    ]);
    const [{ lines, list } = { lines: [], list: undefined }] = accounts;
    const idle = lines.reduce((sum, line) => sum + line.idle, 0);
    expect(list?.idle).toBeCloseTo(idle);
  });

  test('of an account that is not configured is wrong usage', async () => {
    const { code, errors } = await cost('stage');
    expect(code).toBe(2);
    expect(errors).toContain('There is no "stage" in waypost.config.ts. Choose one of tools, dev');
  });
});
