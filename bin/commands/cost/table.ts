import { MESSAGES, RELEASES } from '../../../lib/pricing/assumptions';
import type { CostEstimate, CostLine, Sum } from '../../../lib/pricing/estimate';
import { PRICES } from '../../../lib/pricing/prices';

export interface AccountCost extends CostEstimate {
  /** `tools`, or an environment's name. */
  readonly name: string;
  readonly account: string;
}

type Row = readonly [stack: string, what: string, units: string, idle: string, used: string];

/** A line for each stack and each kind of cost, then the totals. */
export function costTable({ name, account, lines, list, charged }: AccountCost): string {
  const use = name === 'tools' ? `${RELEASES} releases` : `${whole(MESSAGES)} messages`;
  const rows: Row[] = [
    ['', '', 'a month', 'idle', use],
    ...lines.map(rowOf),
    total('at list prices', list),
    total("with AWS's free allowances", charged),
  ];
  return [`${name} (${account}), USD a month`, ...inColumns(rows), ''].join('\n');
}

function rowOf({ stack, price, idleUnits, usedUnits, idle, used }: CostLine): Row {
  const { name, unit } = PRICES.prices[price];
  const units = [idleUnits, usedUnits].filter((count) => count > 0).map(whole);
  const unitName = idleUnits + usedUnits === 1 ? unit.replace(/s$/, '') : unit;
  return [stack, name, `${units.join(' + ')} ${unitName}`, usd(idle), usd(used)];
}

function total(what: string, { idle, used }: Sum): Row {
  return ['', what, '', usd(idle), usd(used)];
}

/** Texts to the left, amounts to the right. */
function inColumns(rows: readonly Row[]): string[] {
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return `  ${cells.join('  ')}`.trimEnd();
  });
}

/** The meaning of the figures, and what they leave out. */
export function costFoot(): string {
  return [
    `Prices: list prices of ${PRICES.region} on ${PRICES.date} (lib/pricing/prices.json); other regions cost up to 25 %`,
    'more. Without taxes and support.',
    'Free allowances: those that every account has permanently, such as 10 alarms and 3 dashboards. Use is',
    `added to idle: ${whole(MESSAGES)} messages a month in an environment, ${RELEASES} releases in the tools account.`,
    'A key that rotates costs up to 2 USD a month more after two years. Assumptions: docs/cost.md.',
  ].join('\n');
}

function usd(amount: number): string {
  return amount === 0 ? '-' : amount < 0.005 ? '<0.01' : amount.toFixed(2);
}

function whole(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: count < 10 ? 3 : 0 });
}
