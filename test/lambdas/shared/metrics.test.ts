import { emfGauge, emfMetrics } from '../../../lambdas/shared/metrics';

function written(record: (metrics: ReturnType<typeof emfMetrics>) => void) {
  const lines: string[] = [];
  record(
    emfMetrics(
      'Waypost/Contact',
      'prod',
      (line) => lines.push(line),
      () => 1_800_000_000_000,
    ),
  );
  return lines;
}

const embedded = (dimensions: string[][], name: string, unit: string) => ({
  Timestamp: 1_800_000_000_000,
  CloudWatchMetrics: [
    {
      Namespace: 'Waypost/Contact',
      Dimensions: dimensions,
      Metrics: [{ Name: name, Unit: unit }],
    },
  ],
});

describe('metrics', () => {
  test('are lines of the embedded metric format', () => {
    const lines = written((metrics) => {
      metrics.count('Received');
      metrics.milliseconds('DeliveryDelay', 1_234);
    });
    expect(lines.every((line) => line.endsWith('\n'))).toBe(true);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        _aws: embedded([['Environment']], 'Received', 'Count'),
        Environment: 'prod',
        Received: 1,
      },
      {
        _aws: embedded([['Environment']], 'DeliveryDelay', 'Milliseconds'),
        Environment: 'prod',
        DeliveryDelay: 1_234,
      },
    ]);
  });

  test('say how much there is of something', () => {
    const lines: string[] = [];
    const gauge = emfGauge(
      'Waypost/Contact',
      'prod',
      (line) => lines.push(line),
      () => 1_800_000_000_000,
    );
    gauge('Drifted', 3);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { _aws: embedded([['Environment']], 'Drifted', 'Count'), Environment: 'prod', Drifted: 3 },
    ]);
  });

  test('with a reason count in total and for that reason', () => {
    const [line = ''] = written((metrics) => {
      metrics.count('Refused', 'fields');
    });
    expect(JSON.parse(line)).toEqual({
      _aws: embedded([['Environment'], ['Environment', 'Reason']], 'Refused', 'Count'),
      Environment: 'prod',
      Reason: 'fields',
      Refused: 1,
    });
  });
});
