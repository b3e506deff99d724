/**
 * Regions without a service, of those that the configuration takes.
 * SES, CodeBuild and restore testing: `@aws/cloudformation-validate` 1.12.1, rule F3006, which a test
 * holds them against. Connections, of the pipeline's source:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/connections.html#connections-regions
 */
export const REGIONS_WITHOUT = {
  SES: [
    'ap-east-1',
    'ap-east-2',
    'ap-southeast-4',
    'ap-southeast-6',
    'ap-southeast-7',
    'eu-south-2',
    'mx-central-1',
  ],
  CodeBuild: ['ap-east-2', 'ca-west-1', 'mx-central-1'],
  CodeConnections: [
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-3',
    'ap-south-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-west-1',
    'eu-central-2',
    'eu-south-2',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'mx-central-1',
  ],
  'AWS Backup restore testing': ['ap-southeast-5', 'ap-southeast-7'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
