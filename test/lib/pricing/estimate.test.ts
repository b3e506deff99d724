import { estimateCost } from '../../../lib/pricing/estimate';
import { type PriceList, PRICES } from '../../../lib/pricing/prices';
import type { PricedResource } from '../../../lib/pricing/template';

function stack(...resources: PricedResource[]) {
  return {
    stackName: 'stack',
    account: '111111111111',
    template: {
      Resources: Object.fromEntries(resources.map((one, index) => [`Resource${index}`, one])),
    },
  };
}
const of = (count: number, Type: string, Properties = {}) =>
  Array.from({ length: count }, () => ({ Type, Properties }));
const alarms = (count: number) => of(count, 'AWS::CloudWatch::Alarm');

describe('estimate', () => {
  test('is a line for each stack and price, at the list price', () => {
    const { lines } = estimateCost([stack(...of(2, 'AWS::Route53::HostedZone'))]);
    expect(lines).toContainEqual(
      expect.objectContaining({ stack: 'stack', price: 'hostedZone', idleUnits: 2, idle: 1 }),
    );
  });

  test('takes the free allowance off once an account, not once a stack', () => {
    const { list, charged } = estimateCost([stack(...alarms(8)), stack(...alarms(8))]);
    expect(list.idle).toBeCloseTo(1.6);
    expect(charged.idle).toBeCloseTo(0.6);
  });

  test('counts what use adds beyond what idle leaves of the allowance', () => {
    const prices = {
      ...PRICES.prices,
      queueRequest: { ...PRICES.prices.queueRequest, usd: 1, free: 657_001 },
    };
    const { charged } = estimateCost(
      [
        stack(
          { Type: 'AWS::Lambda::EventSourceMapping' },
          { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'waypost-prod-submissions' } },
        ),
      ],
      { ...PRICES, prices } satisfies PriceList,
    );
    expect(charged).toEqual({ idle: 0, used: 2999 });
  });

  test('of an interface endpoint is by zone and hour; a gateway endpoint costs nothing', () => {
    const { list } = estimateCost([
      stack(
        {
          Type: 'AWS::EC2::VPCEndpoint',
          Properties: { VpcEndpointType: 'Interface', SubnetIds: ['a', 'b'] },
        },
        { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcEndpointType: 'Gateway' } },
      ),
    ]);
    expect(list.idle).toBeCloseTo(2 * 730 * 0.01);
  });

  test('of an alarm on metric math is by the metrics that it reads', () => {
    const Metrics = [{ MetricStat: {} }, { MetricStat: {} }, { Expression: 'a / b' }];
    const { lines } = estimateCost([stack(...of(1, 'AWS::CloudWatch::Alarm', { Metrics }))]);
    expect(lines).toMatchObject([{ price: 'alarm', idleUnits: 2 }]);
  });

  test('of a composite alarm, a key and a dashboard is by the month', () => {
    const { list } = estimateCost([
      stack(
        { Type: 'AWS::CloudWatch::CompositeAlarm' },
        { Type: 'AWS::KMS::Key' },
        { Type: 'AWS::CloudWatch::Dashboard' },
      ),
    ]);
    expect(list.idle).toBeCloseTo(0.5 + 1 + 3);
  });

  test('of tracing is by the calls, and so only of functions that are traced', () => {
    const FunctionName = 'waypost-prod-submit';
    const traces = (Properties: object) =>
      estimateCost([stack({ Type: 'AWS::Lambda::Function', Properties: { ...Properties } })])
        .lines.filter(({ price }) => price === 'trace')
        .map(({ usedUnits }) => usedUnits);
    expect(traces({ FunctionName, TracingConfig: { Mode: 'Active' } })).toEqual([2000]);
    expect(traces({ FunctionName })).toEqual([]);
  });
});

describe('what nobody has thought about', () => {
  test.each<[string, PricedResource, RegExp]>([
    [
      'a type',
      { Type: 'AWS::EC2::NatGateway' },
      /AWS::EC2::NatGateway is not known: add its price/,
    ],
    [
      'a function',
      { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'waypost-prod-digest' } },
      /the function waypost-prod-digest/,
    ],
    // As `Fn::ForEach` stands among the resources.
    ['a loop of the template', [] as never, /what Resource0 makes/],
    ['a table', { Type: 'AWS::DynamoDB::GlobalTable' }, /the table Resource0/],
    [
      'a bigger machine',
      {
        Type: 'AWS::CodeBuild::Project',
        Properties: { Environment: { ComputeType: 'BUILD_GENERAL1_LARGE' } },
      },
      /on BUILD_GENERAL1_LARGE/,
    ],
    [
      'an action of the pipeline',
      {
        Type: 'AWS::CodePipeline::Pipeline',
        Properties: { Stages: [{ Actions: [{ ActionTypeId: { Provider: 'Jenkins' } }] }] },
      },
      /an action of Jenkins/,
    ],
  ])('%s is an error, not free', (_, resource, message) => {
    expect(() => estimateCost([stack(resource)])).toThrow(message);
  });
});

describe('price list', () => {
  test('is dated, and says where each price stands', () => {
    expect(PRICES.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const { usd, source } of Object.values(PRICES.prices)) {
      expect(usd).toBeGreaterThan(0);
      expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[\w-]+\/pricing\//);
    }
  });
});
