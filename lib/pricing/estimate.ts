import { type PriceList, type PriceName, PRICES } from './prices';
import { usageOf } from './rules';
import type { PricedStack } from './template';

/** One stack's use of one thing that has a price. */
export interface CostLine {
  readonly stack: string;
  readonly price: PriceName;
  /** Units a month. */
  readonly idleUnits: number;
  /** Units more for 1,000 messages, or for ten releases. */
  readonly usedUnits: number;
  /** USD a month at the list price. */
  readonly idle: number;
  readonly used: number;
}

export interface Sum {
  readonly idle: number;
  readonly used: number;
}

/** What an account costs in a month. */
export interface CostEstimate {
  readonly lines: readonly CostLine[];
  /** At list prices. */
  readonly list: Sum;
  /** After AWS's permanent free allowances. `used` is what use adds to idle. */
  readonly charged: Sum;
}

/**
 * What the stacks of one account cost: templates and prices in, lines out.
 * @throws UnpricedError for a resource without a known price
 */
export function estimateCost(
  stacks: readonly PricedStack[],
  { prices }: PriceList = PRICES,
): CostEstimate {
  const lines = stacks.flatMap((stack) => linesOf(stack, prices));
  return {
    lines,
    list: { idle: sum(lines.map(({ idle }) => idle)), used: sum(lines.map(({ used }) => used)) },
    charged: charged(lines, prices),
  };
}

function linesOf({ stackName, template }: PricedStack, prices: PriceList['prices']): CostLine[] {
  const usages = Object.entries(template.Resources ?? {}).flatMap(([id, resource]) =>
    usageOf(resource, id),
  );
  const names = [...new Set(usages.map(({ price }) => price))].sort();
  return names.flatMap((price) => {
    const same = usages.filter((usage) => usage.price === price);
    const idleUnits = sum(same.map(({ idle = 0 }) => idle));
    const usedUnits = sum(same.map(({ used = 0 }) => used));
    if (idleUnits + usedUnits === 0) return [];
    const { usd } = prices[price];
    return [
      {
        stack: stackName,
        price,
        idleUnits,
        usedUnits,
        idle: idleUnits * usd,
        used: usedUnits * usd,
      },
    ];
  });
}

/** Allowances belong to an account, so they are subtracted from the sum of its stacks. */
function charged(lines: readonly CostLine[], prices: PriceList['prices']): Sum {
  const names = [...new Set(lines.map(({ price }) => price))];
  const parts = names.map((name) => {
    const { usd, free = 0 } = prices[name];
    const same = lines.filter(({ price }) => price === name);
    const idleUnits = sum(same.map((line) => line.idleUnits));
    const allUnits = idleUnits + sum(same.map((line) => line.usedUnits));
    const idle = Math.max(0, idleUnits - free) * usd;
    return { idle, used: Math.max(0, allUnits - free) * usd - idle };
  });
  return { idle: sum(parts.map(({ idle }) => idle)), used: sum(parts.map(({ used }) => used)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
