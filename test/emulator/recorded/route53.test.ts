import {
  ChangeResourceRecordSetsCommand,
  type ChangeAction,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetHostedZoneCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
  type RRType,
} from '@aws-sdk/client-route-53';
import { hostedZoneRecords } from '../../../bin/commands/doctor/adapters/hosted-zone';
import { deploy, outputsOf } from '../support/deploy';
import { refusalOf } from '../support/refusal';
import { clientOf, DEV, runningEmulator } from '../support/running-emulator';

// What Route 53 answered on AWS, in public reports:
// names      https://github.com/hashicorp/terraform-provider-aws/pull/36699
// conflicts  https://github.com/hashicorp/terraform-provider-aws/issues/6352
// values     https://github.com/ansible/ansible/issues/6112

const emulator = runningEmulator();
const client = () => new Route53Client(clientOf(emulator(), { account: DEV }));
const ZONE = 'example.com';

let zones = 0;
async function newZone(): Promise<string> {
  const created = await client().send(
    new CreateHostedZoneCommand({ Name: ZONE, CallerReference: `zone-${(zones += 1)}` }),
  );
  return created.HostedZone?.Id ?? '';
}

function change(
  HostedZoneId: string,
  Action: ChangeAction,
  Name: string,
  Type: RRType,
  ...values: string[]
) {
  const ResourceRecords = values.map((Value) => ({ Value }));
  const ResourceRecordSet = { Name, Type, TTL: 60, ResourceRecords };
  return client().send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId,
      ChangeBatch: { Changes: [{ Action, ResourceRecordSet }] },
    }),
  );
}

async function namesIn(HostedZoneId: string): Promise<(string | undefined)[]> {
  const { ResourceRecordSets = [] } = await client().send(
    new ListResourceRecordSetsCommand({ HostedZoneId }),
  );
  return ResourceRecordSets.filter(({ Type }) => Type === 'A').map(({ Name }) => Name);
}

const refused = (message: string) => ({
  code: 'InvalidChangeBatch',
  status: 400,
  message: `[${message}]`,
});

describe('the name of a record', () => {
  test.each([
    ['*.example.com', '\\052.example.com.'],
    ['\\052.example.com', '\\052.example.com.'],
    // Two bytes of one character: what is no ASCII comes by its bytes.
    ['\\303\\244.example.com', '\\303\\244.example.com.'],
    ['WWW.Example.com.', 'www.example.com.'],
    ['a@b.example.com', 'a\\100b.example.com.'],
    ['_dmarc.example.com', '_dmarc.example.com.'],
    ['ex-ample.example.com', 'ex-ample.example.com.'],
  ])('that is written as %s is listed as %s', async (written, listed) => {
    const zone = await newZone();
    await change(zone, 'CREATE', written, 'A', '192.0.2.1');

    expect(await namesIn(zone)).toEqual([listed]);
  });

  test('is the same in both forms: a wildcard is not made twice', async () => {
    const zone = await newZone();
    await change(zone, 'CREATE', '*.example.com', 'A', '192.0.2.1');

    expect(await refusalOf(change(zone, 'CREATE', '\\052.example.com', 'A', '192.0.2.1'))).toEqual(
      refused(
        "Tried to create resource record set [name='\\052.example.com.', type='A'] but it already exists",
      ),
    );
    await change(zone, 'DELETE', '*.example.com', 'A', '192.0.2.1');
    expect(await namesIn(zone)).toEqual([]);
  });

  test('that CloudFormation makes is escaped, too, and read back plain by the doctor', async () => {
    const { Zone = '' } = await outputsOf(emulator(), {
      stack: 'wildcard',
      template: {
        Resources: {
          Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: ZONE } },
          Record: {
            Type: 'AWS::Route53::RecordSet',
            Properties: {
              HostedZoneId: { Ref: 'Zone' },
              Name: '*.example.com',
              Type: 'A',
              TTL: '60',
              ResourceRecords: ['192.0.2.1'],
            },
          },
        },
        Outputs: { Zone: { Value: { Ref: 'Zone' } } },
      },
    });

    expect(await namesIn(Zone)).toEqual(['\\052.example.com.']);
    expect(await hostedZoneRecords(client(), Zone)).toContainEqual({
      name: '*.example.com',
      type: 'A',
      values: ['192.0.2.1'],
    });
  });
});

describe('a text', () => {
  test.each([
    ['"v=spf1 -all"'],
    ['"one" "two"'],
    ['"say \\"hello\\""'],
    ['"say \\042hello\\042"'],
    [`"${'\\303\\251'.repeat(127)}"`],
  ])('%s is kept as it is', async (value) => {
    const zone = await newZone();
    await change(zone, 'CREATE', 'text.example.com', 'TXT', value);
    const { ResourceRecordSets = [] } = await client().send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zone }),
    );
    expect(ResourceRecordSets.find(({ Type }) => Type === 'TXT')?.ResourceRecords).toEqual([
      { Value: value },
    ]);
  });
});

const illegal = (problem: string, value: string) =>
  `Invalid Resource Record: 'FATAL problem: ${problem} encountered with '${value}''`;
const UNQUOTED = 'InvalidCharacterString (Value should be enclosed in quotation marks)';
const LONG = `"${'a'.repeat(256)}"`;

const REFUSALS: readonly (readonly [string, string, RRType, string, string])[] = [
  [
    'a CNAME at the apex',
    'example.com',
    'CNAME',
    'elsewhere.example.net',
    'RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.',
  ],
  [
    'a CNAME beside another record',
    'address.example.com',
    'CNAME',
    'elsewhere.example.net',
    'RRSet of type CNAME with DNS name address.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
  ],
  [
    'another record beside a CNAME',
    'alias.example.com',
    'A',
    '192.0.2.1',
    'RRSet of type A with DNS name alias.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.com.',
  ],
  [
    'a record of another zone',
    'www.example.net',
    'A',
    '192.0.2.1',
    'RRSet with DNS name www.example.net. is not permitted in zone example.com.',
  ],
  [
    'an address that is none',
    'new.example.com',
    'A',
    '192.0.2.300',
    illegal('ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)', '192.0.2.300'),
  ],
  [
    'an address of the other kind',
    'new.example.com',
    'AAAA',
    '192.0.2.1',
    illegal('AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)', '192.0.2.1'),
  ],
  [
    'a text without quotes',
    'new.example.com',
    'TXT',
    'v=spf1 -all',
    illegal(UNQUOTED, 'v=spf1 -all'),
  ],
  ['a text in two pairs', 'new.example.com', 'TXT', '""v=1""', illegal(UNQUOTED, '""v=1""')],
  [
    'a string of 256 bytes',
    'new.example.com',
    'TXT',
    LONG,
    illegal('CharacterStringTooLong (Value is too long)', LONG),
  ],
];

describe.each(REFUSALS)('%s', (_case, Name, Type, value, message) => {
  test('is refused by the API', async () => {
    const zone = await newZone();
    await change(zone, 'CREATE', 'address.example.com', 'A', '192.0.2.1');
    await change(zone, 'CREATE', 'alias.example.com', 'CNAME', 'elsewhere.example.net');

    expect(await refusalOf(change(zone, 'CREATE', Name, Type, value))).toEqual(refused(message));
    expect(await refusalOf(change(zone, 'UPSERT', Name, Type, value))).toEqual(refused(message));
  });

  test.each(['RecordSet', 'RecordSetGroup'])('fails a stack with a %s', async (kind) => {
    const zone = await newZone();
    await change(zone, 'CREATE', 'address.example.com', 'A', '192.0.2.1');
    await change(zone, 'CREATE', 'alias.example.com', 'CNAME', 'elsewhere.example.net');
    const HostedZoneId = zone.replace('/hostedzone/', '');
    const record = { Name, Type, TTL: '60', ResourceRecords: [value] };
    const Properties =
      kind === 'RecordSet' ? { HostedZoneId, ...record } : { HostedZoneId, RecordSets: [record] };
    const { status, reasons } = await deploy(emulator(), {
      stack: `refused-${zones}`,
      template: { Resources: { Record: { Type: `AWS::Route53::${kind}`, Properties } } },
    });

    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(reasons.join('\n')).toContain(message);
  });
});

test.each([
  ['that is not there', '192.0.2.1', 'nothing', 'but it was not found'],
  [
    'of other values',
    '192.0.2.9',
    'address',
    'but the values provided do not match the current values',
  ],
])('a record %s is not deleted', async (_, value, label, problem) => {
  const zone = await newZone();
  await change(zone, 'CREATE', 'address.example.com', 'A', '192.0.2.1');
  const name = `${label}.example.com`;

  expect(await refusalOf(change(zone, 'DELETE', name, 'A', value))).toEqual(
    refused(`Tried to delete resource record set [name='${name}.', type='A'] ${problem}`),
  );
});

test('a zone that is not there is refused with 404, and one with records is not deleted', async () => {
  const missing = {
    code: 'NoSuchHostedZone',
    status: 404,
    message: 'No hosted zone found with ID: Z0',
  };
  expect(await refusalOf(client().send(new GetHostedZoneCommand({ Id: 'Z0' })))).toEqual(missing);
  expect(await refusalOf(change('Z0', 'CREATE', 'a.example.com', 'A', '192.0.2.1'))).toEqual(
    missing,
  );

  const zone = await newZone();
  await change(zone, 'CREATE', 'address.example.com', 'A', '192.0.2.1');
  expect(await refusalOf(client().send(new DeleteHostedZoneCommand({ Id: zone })))).toMatchObject({
    code: 'HostedZoneNotEmpty',
    status: 400,
  });
});

test('control: a CNAME takes the place of the address that the same change removes', async () => {
  const zone = await newZone();
  await change(zone, 'CREATE', 'address.example.com', 'A', '192.0.2.1');
  const set = (Type: RRType, Value: string) => ({
    Name: 'address.example.com',
    Type,
    TTL: 60,
    ResourceRecords: [{ Value }],
  });
  const Changes = [
    { Action: 'DELETE' as const, ResourceRecordSet: set('A', '192.0.2.1') },
    { Action: 'CREATE' as const, ResourceRecordSet: set('CNAME', 'elsewhere.example.net') },
  ];
  const both = new ChangeResourceRecordSetsCommand({
    HostedZoneId: zone,
    ChangeBatch: { Changes },
  });
  await expect(refusalOf(client().send(both))).rejects.toThrow('the call was not refused');
});
