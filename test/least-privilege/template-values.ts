import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { plainId } from './symbols';
import { pseudoParameters } from '../helpers/pseudo-parameters';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface TemplateBody {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** Of types that policies name: the property for a name of ours, and the ARN before the name. */
const NAMED: Readonly<Record<string, { readonly name?: string; readonly arn?: string }>> = {
  // Named by its id within the ARNs of its routes.
  'AWS::ApiGatewayV2::Api': {},
  'AWS::Backup::BackupVault': {
    name: 'BackupVaultName',
    arn: 'backup:<region>:<account>:backup-vault:',
  },
  'AWS::CodeBuild::Project': { name: 'Name', arn: 'codebuild:<region>:<account>:project/' },
  'AWS::CodePipeline::Pipeline': { name: 'Name', arn: 'codepipeline:<region>:<account>:' },
  'AWS::DynamoDB::GlobalTable': { name: 'TableName', arn: 'dynamodb:<region>:<account>:table/' },
  'AWS::DynamoDB::Table': { name: 'TableName', arn: 'dynamodb:<region>:<account>:table/' },
  'AWS::IAM::Role': { name: 'RoleName', arn: 'iam::<account>:role/' },
  'AWS::KMS::Key': { arn: 'kms:<region>:<account>:key/' },
  'AWS::Lambda::Function': { name: 'FunctionName', arn: 'lambda:<region>:<account>:function:' },
  'AWS::Logs::LogGroup': { name: 'LogGroupName', arn: 'logs:<region>:<account>:log-group:' },
  'AWS::S3::Bucket': { name: 'BucketName', arn: 's3:::' },
  'AWS::SNS::Topic': { name: 'TopicName', arn: 'sns:<region>:<account>:' },
  'AWS::SQS::Queue': { name: 'QueueName', arn: 'sqs:<region>:<account>:' },
};

/** Whether policies name resources of a type. */
export function isNamedInPolicies(type: string): boolean {
  return type in NAMED;
}

/** The values that a stack's intrinsic functions will have, with symbols for generated names. */
export class TemplateValues {
  constructor(
    private readonly stack: CloudFormationStackArtifact,
    private readonly all: readonly CloudFormationStackArtifact[],
  ) {}

  get resources(): [string, Resource][] {
    return Object.entries(this.body.Resources);
  }

  /** A string, a list of them, or undefined for `AWS::NoValue`. */
  valueOf(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.valueOf(one));
    if (typeof value !== 'object' || value === null) return value;
    const [[key, argument] = ['', undefined], ...others] = Object.entries(value);
    const intrinsic = others.length === 0 ? INTRINSICS[key] : undefined;
    if (intrinsic) return intrinsic(argument, this);
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, this.valueOf(one)]),
    );
  }

  /** Name of a resource: ours, or its stack and logical id. */
  nameOf(logicalId: string): string {
    const { Type, Properties } = this.resource(logicalId);
    const given = this.valueOf(Properties?.[NAMED[Type]?.name ?? '']);
    return typeof given === 'string' ? given : `${this.stack.stackName}.${plainId(logicalId)}`;
  }

  reference(name: string): string | undefined {
    const pseudo = pseudoParameters(this.stack);
    if (name in pseudo) return pseudo[name];
    // The one type whose `Ref` is its ARN.
    return this.resource(name).Type === 'AWS::SNS::Topic' ? this.arnOf(name) : this.nameOf(name);
  }

  attribute([logicalId, attribute]: readonly [string, string]): string {
    return attribute.endsWith('Arn')
      ? this.arnOf(logicalId)
      : `${this.nameOf(logicalId)}.${attribute}`;
  }

  outputOf(stackName: string, name: string): unknown {
    const stack = this.all.find((one) => one.stackName === stackName);
    if (!stack) throw new Error(`no stack ${stackName}`);
    const other = new TemplateValues(stack, this.all);
    return other.valueOf(other.body.Outputs?.[name]?.Value);
  }

  private arnOf(logicalId: string): string {
    const { Type } = this.resource(logicalId);
    const prefix = NAMED[Type]?.arn;
    if (prefix === undefined) {
      throw new Error(`No ARN is known of ${Type} (${logicalId}): add it to NAMED.`);
    }
    const { account, region } = this.stack.environment;
    const owned = prefix.replace('<account>', account).replace('<region>', region);
    const logStreams = Type === 'AWS::Logs::LogGroup' ? ':*' : '';
    return `arn:aws:${owned}${this.nameOf(logicalId)}${logStreams}`;
  }

  private resource(logicalId: string): Resource {
    const found = this.body.Resources[logicalId];
    if (!found) throw new Error(`${this.stack.stackName} has no resource ${logicalId}`);
    return found;
  }

  private get body(): TemplateBody {
    return this.stack.template as TemplateBody;
  }
}

const INTRINSICS: Readonly<Record<string, (argument: unknown, values: TemplateValues) => unknown>> =
  {
    Ref: (name, values) => values.reference(name as string),
    'Fn::GetAtt': (path, values) => values.attribute(path as [string, string]),
    'Fn::Join': (argument, values) => {
      const [separator, parts] = argument as [string, unknown[]];
      return (values.valueOf(parts) as string[]).join(separator);
    },
    'Fn::Sub': (text, values) =>
      (text as string).replaceAll(/\$\{([^}]+)\}/g, (_, name: string) =>
        name.includes('.')
          ? values.attribute(name.split('.') as [string, string])
          : String(values.reference(name)),
      ),
    // CDK's weak reference to another stack.
    'Fn::GetStackOutput': (argument, values) => {
      const { StackName, OutputName } = argument as { StackName: string; OutputName: string };
      return values.outputOf(StackName, OutputName);
    },
  };
