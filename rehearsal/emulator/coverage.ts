import { escapedPattern } from '../escaped-pattern';
import type { LocalEndpoint, ProvisionedResource } from './inventory';

/** How far the emulator can replace the cloud: what it emulates, and what it only remembers. */
export interface ResourceCoverage {
  readonly emulated: readonly TypeCount[];
  readonly recorded: readonly TypeCount[];
  /** Properties of emulated resources that have no effect. */
  readonly droppedProperties: readonly { readonly type: string; readonly property: string }[];
}

export interface TypeCount {
  readonly type: string;
  readonly count: number;
}

/** An address of the app that answers while the rehearsal is up. */
export interface Endpoint {
  /** Such as `contact page`. */
  readonly name: string;
  /** Stage of the pipeline that delivered it. */
  readonly environment: string;
  readonly address: string;
}

export function summarize(resources: readonly ProvisionedResource[]): ResourceCoverage {
  const dropped = new Set(
    resources.flatMap(({ type, droppedProperties }) =>
      droppedProperties.map((property) => `${type} ${property}`),
    ),
  );
  return {
    emulated: count(resources.filter(({ coverage }) => coverage === 'emulated')),
    recorded: count(resources.filter(({ coverage }) => coverage === 'recorded')),
    droppedProperties: [...dropped].sort().map((entry) => {
      const [type = '', property = ''] = entry.split(' ');
      return { type, property };
    }),
  };
}

function count(resources: readonly ProvisionedResource[]): TypeCount[] {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([type, n]) => ({ type, count: n }));
}

/** The local address for a public one, if the emulator serves it. */
export function toLocal(text: string, endpoints: readonly LocalEndpoint[]): string {
  return endpoints.reduce(
    // The lookahead keeps https://example.com out of https://example.com.au.
    (result, { public: from, local }) =>
      result.replace(new RegExp(`${escapedPattern(from)}(?![\\w.-])`, 'g'), local),
    text,
  );
}
