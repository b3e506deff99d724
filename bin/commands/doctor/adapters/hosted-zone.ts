import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { ZoneRecord } from '../ports';
import { KNOWN_TYPES, valueOfText } from '../../dns/values/presentation';

/** Every record of a zone. An alias has no values. */
export async function hostedZoneRecords(
  client: Pick<Route53Client, 'send'>,
  HostedZoneId: string,
): Promise<ZoneRecord[]> {
  const found: ZoneRecord[] = [];
  let from: ListResourceRecordSetsCommandInput | undefined = { HostedZoneId };
  while (from !== undefined) {
    const page = await nextPage(client, from);
    found.push(...page.records);
    from = page.next;
  }
  return found;
}

async function nextPage(
  client: Pick<Route53Client, 'send'>,
  from: ListResourceRecordSetsCommandInput,
): Promise<{ records: ZoneRecord[]; next: ListResourceRecordSetsCommandInput | undefined }> {
  const page = await client.send(new ListResourceRecordSetsCommand(from));
  const next = {
    HostedZoneId: from.HostedZoneId,
    StartRecordName: page.NextRecordName,
    StartRecordType: page.NextRecordType,
    StartRecordIdentifier: page.NextRecordIdentifier,
  };
  return {
    records: (page.ResourceRecordSets ?? []).map(zoneRecord),
    next: page.IsTruncated === true ? next : undefined,
  };
}

/** Route 53 writes special characters as octal escapes, such as the `*` of a wildcard. */
function zoneRecord({
  Name = '',
  Type: type = 'TXT',
  ResourceRecords = [],
}: ResourceRecordSet): ZoneRecord {
  const plain = Name.replaceAll(/\\(\d{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
  return {
    name: plain.toLowerCase().replace(/\.$/, ''),
    type,
    values: ResourceRecords.map(({ Value = '' }) =>
      KNOWN_TYPES.includes(type) ? valueOfText(type, Value) : Value,
    ),
  };
}
