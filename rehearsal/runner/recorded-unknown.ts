import type { ProvisionedResource } from '../emulator/inventory';

/** Names the resources that stand in stacks and do nothing because of --record-unknown, by type. */
export function recordsOfUnknown(
  resources: readonly Pick<ProvisionedResource, 'type' | 'stack' | 'unknown'>[],
): string | undefined {
  const stacks = new Map<string, string[]>();
  for (const { type, stack, unknown } of resources) {
    if (unknown) stacks.set(type, [...(stacks.get(type) ?? []), stack]);
  }
  if (stacks.size === 0) return undefined;
  const lines = [...stacks]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([type, of]) => `- ${type}: ${of.length}, in ${[...new Set(of)].join(', ')}`);
  return ['recorded because of --record-unknown; they do nothing here:', ...lines].join('\n');
}
