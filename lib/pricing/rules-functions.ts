import { FUNCTIONS, MESSAGES } from './assumptions';
import { lastPart, textOf } from './properties';
import type { PricedResource } from './template';
import { UnpricedError, type Usage } from './usage';

/** Functions without a name are CDK's own: they run when a stack is deployed, for seconds. */
export function functionUsage({ Properties = {} }: PricedResource): readonly Usage[] {
  const name = textOf(Properties['FunctionName']);
  if (name === '') return [];
  const use = FUNCTIONS[lastPart(FUNCTIONS, name) ?? ''];
  if (!use) {
    throw new UnpricedError(
      `the function ${name}`,
      'say in FUNCTIONS of lib/pricing how it is used',
    );
  }
  const calls = use.calls * MESSAGES;
  const { calls: idle, metrics: idleMetrics, requests } = use.idle ?? { calls: 0, metrics: 0 };
  const gigabytes = Number(Properties['MemorySize'] ?? 128) / 1024;
  const tracing = Properties['TracingConfig'] as { Mode?: string } | undefined;
  return [
    { price: 'functionCall', idle, used: calls },
    {
      price: 'functionSecond',
      idle: idle * use.seconds * gigabytes,
      used: calls * use.seconds * gigabytes,
    },
    {
      price: 'logIngestion',
      idle: (idle * use.logKilobytes) / 1_000_000,
      used: (calls * use.logKilobytes) / 1_000_000,
    },
    { price: 'customMetric', idle: idleMetrics, used: use.metrics },
    { price: 'metricRequest', idle: idle * (requests?.metricRequest ?? 0) },
    { price: 'apiRequest', idle: idle * (requests?.apiRequest ?? 0) },
    ...(tracing?.Mode === 'Active' ? [{ price: 'trace', used: calls } as const] : []),
  ];
}
