import {
  DELIVER_ACTIONS,
  FEEDBACK_ACTIONS,
  SUBMISSION_STATUS_ACTIONS,
  SUBMIT_ACTIONS,
} from '../../../lambdas/contact-form/contract';
import { exampleConfig, prodInput } from '../../helpers/example-config';
import { synthesizedEnvironment } from '../../helpers/synthesis';
import { actionsOf, resourcesOf, type Statement, statementsOf } from '../../helpers/template-rules';

const configured = (change: object) =>
  exampleConfig({ environments: [{ ...prodInput, ...change }] });
const inNetwork = synthesizedEnvironment('prod', configured({ network: { vpc: true } }));
const without = synthesizedEnvironment('prod', configured({}));
const network = inNetwork.template('network');
const contact = inNetwork.template('contact');

const propertiesOf = (type: string, template = network) =>
  resourcesOf(template)
    .filter(([, { Type }]) => Type === type)
    .map(([, { Properties }]) => Properties ?? {});

const endpoints = (template = network) =>
  propertiesOf('AWS::EC2::VPCEndpoint', template).map((endpoint) => ({
    ...endpoint,
    service: /\.([a-z]+)"/.exec(JSON.stringify(endpoint['ServiceName']))?.[1] ?? '',
    statements: (endpoint['PolicyDocument'] as { Statement: Statement[] }).Statement,
  }));

/** Name of a service's endpoint by the prefix of its actions. */
const ENDPOINT_OF = { dynamodb: 'dynamodb', sqs: 'sqs', ses: 'email', sns: 'sns' };

/** The actions that the functions call, by their contracts. */
const called = [
  ...Object.values(SUBMIT_ACTIONS),
  ...Object.values(DELIVER_ACTIONS),
  SUBMISSION_STATUS_ACTIONS,
  FEEDBACK_ACTIONS,
].flat();

describe('network', () => {
  test('is made only where it is asked for', () => {
    expect(without.all.map(({ stack }) => stack)).not.toContain('network');
  });

  test('has no way to the internet and none from it', () => {
    const types = resourcesOf(network).map(([, { Type }]) => Type);
    expect(types.filter((type) => /Gateway|EC2::Route$|EIP|PeeringConnection/.test(type))).toEqual(
      [],
    );
  });

  test('has subnets in two zones that CloudFormation names: synth looks nothing up', () => {
    const zones = propertiesOf('AWS::EC2::Subnet').map((subnet) => subnet['AvailabilityZone']);
    expect(zones).toEqual([0, 1].map((at) => ({ 'Fn::Select': [at, { 'Fn::GetAZs': '' }] })));
    expect(inNetwork.assembly.manifest.missing).toBeUndefined();
  });

  test('has subnets in the zones that the configuration names, by their ids', () => {
    const named = synthesizedEnvironment(
      'prod',
      configured({ network: { vpc: true, availabilityZones: ['euw1-az1', 'euw1-az3'] } }),
    );
    const zones = propertiesOf('AWS::EC2::Subnet', named.template('network')).map(
      ({ AvailabilityZone, AvailabilityZoneId }) => [AvailabilityZone, AvailabilityZoneId],
    );
    expect(zones).toEqual([
      [undefined, 'euw1-az1'],
      [undefined, 'euw1-az3'],
    ]);
  });

  test('empties the default security group', () => {
    expect(propertiesOf('Custom::VpcRestrictDefaultSG')).toHaveLength(1);
  });

  test('has that done by a function that writes to one log', () => {
    const [role] = resourcesOf(network).filter(([id]) => /^CustomVpcRestrict.*Role/.test(id));
    expect(role?.[1].Properties).not.toHaveProperty('ManagedPolicyArns');
    expect(
      statementsOf(network)
        .filter(({ id }) => id === role?.[0])
        .map(({ statement }) => [statement.Action, statement.Resource]),
    ).toContainEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      { 'Fn::GetAtt': [expect.stringMatching('DefaultGroupLog'), 'Arn'] },
    ]);
  });

  test('logs what flows, and what is refused, for as long as logs are kept', () => {
    expect(propertiesOf('AWS::EC2::FlowLog')).toMatchObject([
      { ResourceType: 'VPC', TrafficType: 'ALL' },
    ]);
    for (const log of propertiesOf('AWS::Logs::LogGroup')) expect(log['RetentionInDays']).toBe(90);
  });

  test('logs it to the group itself: the ARN that CloudFormation gives for one has more at its end', () => {
    const [flows] = propertiesOf('AWS::EC2::FlowLog');
    expect(JSON.stringify(flows?.['LogDestination'])).toMatch(
      /:log-group:",\{"Ref":"VpcFlowLogGroup\w+"\}\]\]\}$/,
    );
  });

  test('lets HTTPS from the functions to the endpoints and to DynamoDB, and nothing else', () => {
    const rules = ['Ingress', 'Egress'].flatMap((way) =>
      propertiesOf(`AWS::EC2::SecurityGroup${way}`).map((rule) => ({
        way,
        port: [rule['IpProtocol'], rule['FromPort'], rule['ToPort']].join(' '),
        at: /Functions|Endpoints/.exec(JSON.stringify(rule['GroupId']))?.[0],
        peer: /Functions|Endpoints|TablesPrefixList/.exec(
          JSON.stringify([
            rule['SourceSecurityGroupId'],
            rule['DestinationSecurityGroupId'],
            rule['DestinationPrefixListId'],
          ]),
        )?.[0],
      })),
    );
    const port = 'tcp 443 443';
    expect(rules).toHaveLength(3);
    expect(rules).toEqual(
      expect.arrayContaining([
        { way: 'Ingress', port, at: 'Endpoints', peer: 'Functions' },
        { way: 'Egress', port, at: 'Functions', peer: 'Endpoints' },
        { way: 'Egress', port, at: 'Functions', peer: 'TablesPrefixList' },
      ]),
    );
    for (const group of propertiesOf('AWS::EC2::SecurityGroup')) {
      expect(group).not.toHaveProperty('SecurityGroupIngress');
      expect(JSON.stringify(group['SecurityGroupEgress'] ?? [])).not.toContain('0.0.0.0/0');
    }
  });

  test('lets calls and their answers through its access list, and nothing else', () => {
    const entries = propertiesOf('AWS::EC2::NetworkAclEntry').map((entry) => {
      const { From, To } = entry['PortRange'] as { From: number; To: number };
      return [
        entry['Egress'] ? 'out' : 'in',
        entry['RuleAction'],
        entry['Protocol'],
        `${From}-${To}`,
        entry['CidrBlock'],
      ].join(' ');
    });
    expect(entries.sort()).toEqual([
      'in allow 6 1024-65535 0.0.0.0/0',
      'in allow 6 443-443 10.0.0.0/24',
      'out allow 6 1024-65535 10.0.0.0/24',
      'out allow 6 443-443 0.0.0.0/0',
    ]);
    expect(propertiesOf('AWS::EC2::SubnetNetworkAclAssociation')).toHaveLength(2);
  });
});

describe('endpoints', () => {
  test('exist for exactly the services that the functions call', () => {
    const services = called.map(
      (action) => ENDPOINT_OF[action.split(':')[0] as keyof typeof ENDPOINT_OF],
    );
    expect(
      endpoints()
        .map(({ service }) => service)
        .sort(),
    ).toEqual([...new Set(services)].sort());
  });

  test('let exactly the calls of the functions through', () => {
    const allowed = endpoints().flatMap(({ statements }) => statements.flatMap(actionsOf));
    expect(allowed.sort()).toEqual([...new Set(called)].sort());
  });

  test('reach resources of this environment alone, and admit its account alone', () => {
    for (const { statements } of endpoints()) {
      expect(statements).toHaveLength(1);
      for (const { Condition, Resource } of statements) {
        expect(Condition).toEqual({ StringEquals: { 'aws:PrincipalAccount': '333333333333' } });
        for (const arn of [Resource].flat()) {
          expect(arn).toMatch(
            /^arn:aws:\w+:eu-west-1:333333333333:(?:[\w/-]*waypost-prod|identity\/\*$)/,
          );
        }
      }
    }
  });

  test('answer to the public names of their services', () => {
    const interfaces = endpoints().filter(({ service }) => service !== 'dynamodb');
    for (const endpoint of interfaces) {
      expect(endpoint).toMatchObject({ VpcEndpointType: 'Interface', PrivateDnsEnabled: true });
    }
  });

  test('include one for X-Ray where the functions are traced', () => {
    const traced = configured({ network: { vpc: true }, tracing: true });
    const services = endpoints(synthesizedEnvironment('prod', traced).template('network'));
    expect(services.map(({ service }) => service).sort()).toEqual([
      'dynamodb',
      'email',
      'sns',
      'sqs',
      'xray',
    ]);
  });
});

describe('functions in a network', () => {
  const functions = resourcesOf(contact).filter(
    ([, { Type, Properties }]) => Type === 'AWS::Lambda::Function' && Properties?.['FunctionName'],
  );

  test('are all of the contact form, but not the one that asks the site from outside', () => {
    const outside = functions.filter(([, { Properties }]) => !Properties?.['VpcConfig']);
    expect(outside.map(([, { Properties }]) => Properties?.['FunctionName'])).toEqual([
      'waypost-prod-service-levels',
    ]);
    expect(
      propertiesOf('AWS::Lambda::Function', contact).filter((one) => one['VpcConfig']),
    ).toHaveLength(4);
  });

  test('differ in nothing else', () => {
    const strip = (template: typeof contact) =>
      JSON.parse(
        JSON.stringify(template.toJSON(), (key, value: unknown) => {
          if (key === 'VpcConfig') return undefined;
          return key === 'Statement'
            ? (value as Statement[]).filter((one) => !isPlacement(one))
            : value;
        }),
      ) as unknown;
    expect(strip(contact)).toEqual(strip(without.template('contact')));
  });

  test('leave their network interfaces to Lambda', () => {
    const placements = statementsOf(contact).filter(({ statement }) => isPlacement(statement));
    const denied = placements.filter(({ statement }) => statement.Effect === 'Deny');
    const allowed = placements.filter(({ statement }) => statement.Effect === 'Allow');
    expect(denied).toHaveLength(4);
    for (const { statement } of denied) {
      const granted = allowed.flatMap((one) => actionsOf(one.statement));
      expect(new Set(actionsOf(statement))).toEqual(new Set(granted));
      expect(statement).toMatchObject({
        Resource: '*',
        Condition: {
          ArnEquals: {
            'lambda:SourceFunctionArn': expect.stringMatching(/:function:waypost-prod-/) as string,
          },
        },
      });
    }
  });
});

function isPlacement(statement: Statement) {
  return actionsOf(statement).every((action) => action.startsWith('ec2:'));
}
