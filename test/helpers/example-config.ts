import type { Config } from '../../lib/config/config';
import type { EnvironmentInput } from '../../lib/config/environment/environment';
import type { ConfigInput } from '../../lib/config/schema';
import type { FormInput } from '../../lib/config/contact/form';
import { parseConfig } from '../../lib/config/parse-config';
import { dev, prod, sample } from './sample';

/** The owner's domain, delegated, with records of every type. */
export const prodInput: EnvironmentInput = {
  ...prod,
  delegated: true,
  approval: true,
  records: [
    { name: '@', type: 'TXT', values: ['site-verification=1'] },
    { name: '@', type: 'MX', values: [{ priority: 10, host: 'mail.example.net' }] },
    { name: 'www', type: 'CNAME', value: 'www.example.net', ttlSeconds: 300 },
    { name: 'shop', type: 'A', values: ['192.0.2.1'] },
    { name: 'shop', type: 'AAAA', values: ['2001:db8::1'] },
    { name: 'dev', type: 'NS', values: ['ns1.example.net', 'ns2.example.net'] },
  ],
};

/** With a field of every type. */
const arabicForm: FormInput = {
  name: 'quote',
  language: 'ar',
  recipients: ['sales@example.com'],
  receipt: true,
  fields: [
    { name: 'company', label: 'الشركة', type: 'text', maxLength: 80 },
    { name: 'second', label: 'بريد آخر', type: 'email' },
    { name: 'phone', label: 'رقم الهاتف', type: 'tel' },
    {
      name: 'service',
      label: 'الخدمة',
      type: 'select',
      required: true,
      options: ['تصميم', 'صيانة'],
    },
    { name: 'privacy', label: 'أوافق', type: 'consent', required: true },
  ],
};

const example: ConfigInput = {
  ...sample,
  environments: [dev, prodInput],
  contact: {
    ...sample.contact,
    allowedOrigins: ['https://www.example.com'],
    forms: [
      { name: 'contact', recipients: ['owner@example.com', 'helper@example.com'] },
      arabicForm,
    ],
  },
};

/**
 * A configuration of its own, so that the tests hold whatever an owner writes into
 * `waypost.config.ts`. Dev is not delegated, prod is.
 */
export function exampleConfig(changes: Partial<ConfigInput> = {}): Config {
  return parseConfig({ ...example, ...changes });
}

/** Other names, and one environment in the region of the pipeline, which is us-east-1. */
export function otherConfig(): Config {
  return exampleConfig({
    project: 'beacon',
    source: {
      ...example.source,
      connectionArn: example.source.connectionArn.replace('eu-west-1', 'us-east-1'),
    },
    tools: { ...example.tools, region: 'us-east-1' },
    environments: [{ ...prodInput, name: 'live', region: 'us-east-1' }],
  });
}
