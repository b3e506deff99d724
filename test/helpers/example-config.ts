import type { Config } from '../../lib/config/config';
import { type ConfigInput, type EnvironmentInput } from '../../lib/config/define-config';
import { parseConfig } from '../../lib/config/parse-config';

const dev: EnvironmentInput = {
  name: 'dev',
  kind: 'development',
  account: '222222222222',
  region: 'eu-west-1',
  domain: 'dev.example.com',
  delegated: false,
  approval: false,
};

const prod: EnvironmentInput = {
  name: 'prod',
  kind: 'production',
  account: '333333333333',
  region: 'eu-west-1',
  domain: 'example.com',
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

const example: ConfigInput = {
  project: 'waypost',
  domain: 'example.com',
  source: {
    repository: 'example/waypost',
    branch: 'main',
    connectionArn:
      'arn:aws:codeconnections:eu-west-1:111111111111:connection/00000000-0000-4000-8000-000000000000',
  },
  tools: { account: '111111111111', region: 'eu-west-1' },
  environments: [dev, prod],
  contact: {
    recipients: ['owner@example.com', 'helper@example.com'],
    sender: 'owner@example.com',
    allowedOrigins: ['https://www.example.com'],
  },
  notifications: ['owner@example.com'],
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
    environments: [{ ...prod, name: 'live', region: 'us-east-1' }],
  });
}
