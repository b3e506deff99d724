import { ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { App, CfnOutput, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { Template as CdkTemplate } from 'aws-cdk-lib/assertions';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { OwnerRecords } from '../../lib/environment/dns/owner-records';
import { recordStrings } from '../../lib/environment/dns/record-strings';
import { parsedDev } from '../helpers/sample';
import { EVERY_RECORD } from '../helpers/every-record';
import { outputsOf, type Template } from './support/deploy';
import { clientOf, DEV, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();

test('a record of each type is in the zone as it is configured', async () => {
  const { records } = parsedDev({ records: EVERY_RECORD });
  const stack = new Stack(new App(), 'records', { synthesizer: new LegacyStackSynthesizer() });
  const zone = new PublicHostedZone(stack, 'Zone', { zoneName: 'dev.example.com' });
  new OwnerRecords(stack, 'Records', { zone, records });
  new CfnOutput(stack, 'ZoneId', { value: zone.hostedZoneId });
  const template = CdkTemplate.fromStack(stack).toJSON() as unknown as Template;

  const { ZoneId } = await outputsOf(emulator(), { stack: 'records', template });
  const { ResourceRecordSets = [] } = await new Route53Client(
    clientOf(emulator(), { account: DEV }),
  ).send(new ListResourceRecordSetsCommand({ HostedZoneId: ZoneId }));

  const found = ResourceRecordSets.map(({ Type, ResourceRecords, AliasTarget }) => [
    Type,
    AliasTarget?.DNSName ?? ResourceRecords?.map(({ Value }) => Value),
  ]);
  const expected = records.flatMap<unknown>((record) =>
    record.type === 'ALIAS'
      ? ['A', 'AAAA'].map((type) => [type, `${record.target}.`])
      : [[record.type, recordStrings(record)]],
  );
  expect(found).toEqual(expect.arrayContaining(expected));
});
