import type { Template } from 'aws-cdk-lib/assertions';
import { resourcesOf } from './template-rules';

export interface RecordSet {
  readonly id: string;
  /** With the trailing dot, in lower case. */
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
}

/** Every record with a name of its own. Those that CloudFormation names are SES's keys. */
export function recordSetsIn(templates: readonly Template[]): RecordSet[] {
  return templates
    .flatMap((template) => resourcesOf(template))
    .filter(([, { Type }]) => Type === 'AWS::Route53::RecordSet')
    .flatMap(([id, { Properties = {} }]) => {
      const { Name, Type, ResourceRecords = [] } = Properties;
      if (typeof Name !== 'string') return [];
      const values = ResourceRecords as string[];
      return [{ id, name: Name.toLowerCase(), type: String(Type), values }];
    });
}

/** The records are those of one zone, whatever stack makes each. */
export function assertSoundZone(records: readonly RecordSet[], zone: string) {
  const apex = `${zone}.`;
  for (const record of records) {
    const { id, name, type, values } = record;
    const others = records.filter((other) => other !== record && other.name === name);
    if (!`.${name}`.endsWith(`.${apex}`)) throw new Error(`${id}: ${name} lies outside ${zone}`);
    if (type === 'CNAME' && name === apex) throw new Error(`${id} is a CNAME at the apex`);
    if (type === 'CNAME' && others.length > 0) throw new Error(`${id} is a CNAME beside others`);
    if (others.some((other) => other.type === type)) throw new Error(`${id} is there twice`);
    if (type !== 'TXT') continue;
    if (values.filter((value) => /^"v=spf1[ "]/i.test(value)).length > 1) {
      throw new Error(`${id} has two SPF texts`);
    }
    if (values.some((value) => !/^(?:"[^"]{1,255}"(?: |$))+$/.test(value))) {
      throw new Error(`${id} has a text of more than 255 bytes`);
    }
  }
}
