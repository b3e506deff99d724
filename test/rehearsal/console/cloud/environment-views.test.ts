import { shownMetrics } from '../../../../rehearsal/console/cloud/environment-views';

test('a dashboard’s metrics are read with their graphs, dimensions and statistics', () => {
  const body = JSON.stringify({
    widgets: [
      { type: 'text', properties: { markdown: '# Title' } },
      {
        type: 'metric',
        properties: {
          title: 'Queue',
          metrics: [
            ['AWS/SQS', 'Age', 'QueueName', 'submissions', { stat: 'Maximum' }],
            [{ expression: 'm1 / m2', label: 'Share' }],
          ],
        },
      },
    ],
  });
  expect(shownMetrics(body)).toEqual([
    {
      widget: 'Queue',
      label: 'AWS/SQS Age QueueName=submissions',
      query: {
        MetricStat: {
          Metric: {
            Namespace: 'AWS/SQS',
            MetricName: 'Age',
            Dimensions: [{ Name: 'QueueName', Value: 'submissions' }],
          },
          Period: 300,
          Stat: 'Maximum',
        },
      },
    },
    { widget: 'Queue', label: 'Share' },
  ]);
});
