import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { venv } from '../../rehearsal/paths';
import { isJsonObject } from '../../lambdas/shared/json-object';
import { isKnown, type ResolvedResource } from './resolved';

/** A shape of a service model. https://smithy.io, in the form that botocore keeps it. */
interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly required?: readonly string[];
  readonly member?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly input: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** The call that CloudFormation makes of a resource's properties. */
interface Call {
  readonly service: string;
  readonly operation: string;
  /** Members of the input that lead to those which have the properties. */
  readonly below: readonly string[];
  /** The property whose own ones are meant, or those of each in its list, in place of the resource's. */
  readonly of?: string;
}

const call = (service: string, operation: string, ...below: string[]): Call => ({
  service,
  operation,
  below,
});

/** Properties that the calls name otherwise. */
const MEMBERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::Backup::BackupPlan': {
    BackupPlanRule: 'Rules',
    TargetBackupVault: 'TargetBackupVaultName',
  },
  'AWS::EC2::SecurityGroup': { GroupDescription: 'Description' },
  'AWS::IAM::ManagedPolicy': { ManagedPolicyName: 'PolicyName' },
  'AWS::KMS::Key': { KeyPolicy: 'Policy' },
  'AWS::SES::ConfigurationSet': { Name: 'ConfigurationSetName' },
  'AWS::SNS::Topic': { TopicName: 'Name' },
};

/** Types whose properties are called as the members of the calls. */
export const CALLS: Readonly<Record<string, readonly Call[]>> = {
  'AWS::ApiGatewayV2::Api': [call('apigatewayv2', 'CreateApi')],
  'AWS::ApiGatewayV2::Authorizer': [call('apigatewayv2', 'CreateAuthorizer')],
  'AWS::ApiGatewayV2::Integration': [call('apigatewayv2', 'CreateIntegration')],
  'AWS::ApiGatewayV2::Route': [call('apigatewayv2', 'CreateRoute')],
  'AWS::ApiGatewayV2::Stage': [call('apigatewayv2', 'CreateStage')],
  'AWS::Backup::BackupPlan': [call('backup', 'CreateBackupPlan')],
  'AWS::Backup::BackupSelection': [call('backup', 'CreateBackupSelection')],
  'AWS::Backup::BackupVault': [
    call('backup', 'CreateBackupVault'),
    { ...call('backup', 'PutBackupVaultLockConfiguration'), of: 'LockConfiguration' },
  ],
  'AWS::Backup::RestoreTestingPlan': [
    call('backup', 'CreateRestoreTestingPlan', 'RestoreTestingPlan'),
  ],
  'AWS::Backup::RestoreTestingSelection': [
    call('backup', 'CreateRestoreTestingSelection', 'RestoreTestingSelection'),
  ],
  'AWS::Budgets::Budget': [call('budgets', 'CreateBudget')],
  'AWS::CE::AnomalyMonitor': [call('ce', 'CreateAnomalyMonitor', 'AnomalyMonitor')],
  'AWS::CE::AnomalySubscription': [call('ce', 'CreateAnomalySubscription', 'AnomalySubscription')],
  'AWS::CertificateManager::Certificate': [call('acm', 'RequestCertificate')],
  'AWS::CloudFront::Distribution': [call('cloudfront', 'CreateDistribution')],
  'AWS::CloudFront::OriginAccessControl': [call('cloudfront', 'CreateOriginAccessControl')],
  'AWS::CloudFront::ResponseHeadersPolicy': [call('cloudfront', 'CreateResponseHeadersPolicy')],
  'AWS::CloudWatch::Alarm': [call('cloudwatch', 'PutMetricAlarm')],
  'AWS::CloudWatch::Dashboard': [call('cloudwatch', 'PutDashboard')],
  'AWS::CodeBuild::Project': [
    call('codebuild', 'CreateProject'),
    { ...call('codebuild', 'CreateWebhook'), of: 'Triggers' },
  ],
  'AWS::Cognito::UserPool': [call('cognito-idp', 'CreateUserPool')],
  'AWS::Cognito::UserPoolClient': [call('cognito-idp', 'CreateUserPoolClient')],
  'AWS::Cognito::UserPoolDomain': [call('cognito-idp', 'CreateUserPoolDomain')],
  'AWS::CodePipeline::Pipeline': [call('codepipeline', 'CreatePipeline', 'pipeline')],
  'AWS::DynamoDB::GlobalTable': [
    call('dynamodb', 'CreateTable'),
    call('dynamodb', 'UpdateTimeToLive'),
  ],
  'AWS::EC2::FlowLog': [call('ec2', 'CreateFlowLogs')],
  'AWS::EC2::NetworkAclEntry': [call('ec2', 'CreateNetworkAclEntry')],
  'AWS::EC2::SecurityGroup': [call('ec2', 'CreateSecurityGroup')],
  'AWS::EC2::Subnet': [call('ec2', 'CreateSubnet')],
  'AWS::EC2::VPC': [call('ec2', 'CreateVpc')],
  'AWS::EC2::VPCEndpoint': [call('ec2', 'CreateVpcEndpoint')],
  'AWS::Events::Rule': [call('events', 'PutRule'), call('events', 'PutTargets')],
  'AWS::IAM::ManagedPolicy': [call('iam', 'CreatePolicy')],
  'AWS::IAM::Policy': [call('iam', 'PutRolePolicy')],
  'AWS::IAM::Role': [
    call('iam', 'CreateRole'),
    { ...call('iam', 'PutRolePolicy'), of: 'Policies' },
  ],
  'AWS::KMS::Alias': [call('kms', 'CreateAlias')],
  'AWS::KMS::Key': [call('kms', 'CreateKey'), call('kms', 'ScheduleKeyDeletion')],
  'AWS::Lambda::EventSourceMapping': [call('lambda', 'CreateEventSourceMapping')],
  'AWS::Lambda::Function': [call('lambda', 'CreateFunction')],
  'AWS::Lambda::LayerVersion': [call('lambda', 'PublishLayerVersion')],
  'AWS::Lambda::Permission': [call('lambda', 'AddPermission')],
  'AWS::Logs::Delivery': [call('logs', 'CreateDelivery')],
  'AWS::Logs::DeliveryDestination': [call('logs', 'PutDeliveryDestination')],
  'AWS::Logs::DeliverySource': [call('logs', 'PutDeliverySource')],
  'AWS::Logs::LogGroup': [call('logs', 'CreateLogGroup'), call('logs', 'PutRetentionPolicy')],
  'AWS::Logs::MetricFilter': [call('logs', 'PutMetricFilter')],
  'AWS::Logs::QueryDefinition': [call('logs', 'PutQueryDefinition')],
  'AWS::Logs::ResourcePolicy': [call('logs', 'PutResourcePolicy')],
  'AWS::Route53::HostedZone': [call('route53', 'CreateHostedZone')],
  'AWS::Route53::KeySigningKey': [call('route53', 'CreateKeySigningKey')],
  'AWS::Route53::RecordSet': [
    call(
      'route53',
      'ChangeResourceRecordSets',
      'ChangeBatch',
      'Changes',
      'member',
      'ResourceRecordSet',
    ),
  ],
  'AWS::SES::ConfigurationSet': [call('sesv2', 'CreateConfigurationSet')],
  // Its property type spells the events as the first version of the API does.
  'AWS::SES::ConfigurationSetEventDestination': [
    call('ses', 'CreateConfigurationSetEventDestination'),
  ],
  'AWS::SES::EmailIdentity': [
    call('sesv2', 'CreateEmailIdentity'),
    { ...call('sesv2', 'PutEmailIdentityMailFromAttributes'), of: 'MailFromAttributes' },
  ],
  'AWS::SES::Template': [call('ses', 'CreateTemplate')],
  'AWS::SNS::Subscription': [call('sns', 'Subscribe')],
  'AWS::SNS::Topic': [call('sns', 'CreateTopic')],
};

export interface Verdict {
  /** `<type> <path>: <what is wrong>, at <stack>/<id>` */
  readonly faults: readonly string[];
  /** `<type> <property>` of each that a model had something to say about. */
  readonly judged: ReadonlySet<string>;
  /** The same of each property of a type in CALLS that none of its calls has. */
  readonly unnamed: ReadonlySet<string>;
}

/** What the models of AWS's own clients say against the properties of resources. */
export function judge(resources: readonly ResolvedResource[]): Verdict {
  const faults: string[] = [];
  const judged = new Set<string>();
  const unnamed = new Set<string>();
  for (const { at, type, properties } of resources) {
    if (!(type in CALLS)) continue;
    const named = new Set<string>();
    for (const { service, operation, below, of } of CALLS[type] ?? []) {
      const model = modelOf(service);
      const input = model.operations[operation]?.input.shape;
      if (input === undefined) throw new Error(`${service} has no ${operation}`);
      const shape = below.reduce((name, member) => innerShape(model, name, member), input);
      const judgement = new Judgement(model, MEMBERS[type] ?? {}, (path, fault) => {
        faults.push(`${type} ${path}: ${fault}, at ${at}`);
      });
      for (const given of [of === undefined ? properties : properties[of]].flat()) {
        if (!isJsonObject(given)) continue;
        for (const property of judgement.call(given, shape, operation)) named.add(of ?? property);
      }
    }
    for (const property of Object.keys(properties)) {
      (named.has(property) ? judged : unnamed).add(`${type} ${property}`);
    }
  }
  return { faults, judged, unnamed };
}

/** How a type's properties hold against one call. */
class Judgement {
  constructor(
    private readonly model: Model,
    private readonly members: Readonly<Record<string, string>>,
    private readonly tell: (path: string, fault: string) => void,
  ) {}

  /** @returns the properties that are members of the shape, which is the call's */
  call(properties: Readonly<Record<string, unknown>>, shape: string, operation: string): string[] {
    const found = Object.entries(properties).flatMap(([name, value]) => {
      const member = this.member(shape, name);
      if (member === undefined) return [];
      this.value(value, member, name);
      return [name];
    });
    this.required(found, this.shape(shape), operation);
    return found;
  }

  private required(known: readonly string[], { required = [] }: Shape, path: string) {
    const called = known.map((name) => (this.members[name] ?? name).toLowerCase());
    for (const name of required) {
      if (!called.includes(name.toLowerCase())) this.tell(path, `lacks ${name}`);
    }
  }

  private value(value: unknown, name: string, path: string) {
    const shape = this.shape(name);
    switch (shape.type) {
      case 'structure':
        this.structure(value, shape, name, path);
        return;
      case 'list':
        this.list(value, shape, path);
        return;
      case 'map':
        for (const [key, inner] of Object.entries(isJsonObject(value) ? value : {})) {
          if (shape.value) this.value(inner, shape.value.shape, `${path}.${key}`);
        }
        return;
      case 'string':
        this.text(value, shape, path);
        return;
      case 'integer':
      case 'long':
      case 'float':
      case 'double':
        this.range(Number(value), shape, path, 'is');
        return;
      default:
    }
  }

  private structure(value: unknown, shape: Shape, name: string, path: string) {
    // CloudFront's lists are structures, { Quantity, Items }, and Route 53's values are, { Value }.
    const inner = this.member(name, Array.isArray(value) ? 'Items' : 'Value');
    if (!isJsonObject(value) && inner !== undefined) {
      this.value(value, inner, path);
      return;
    }
    if (!isJsonObject(value)) return;
    const known = Object.entries(value).flatMap(([key, one]) => {
      const member = this.member(name, key);
      if (member === undefined) return [];
      this.value(one, member, `${path}.${key}`);
      return [key];
    });
    // A structure that is called otherwise here says nothing of what it lacks.
    if (known.length === Object.keys(value).length) this.required(known, shape, path);
  }

  private list(value: unknown, shape: Shape, path: string) {
    if (!Array.isArray(value)) return;
    this.range(value.length, shape, path, 'has');
    for (const [index, one] of value.entries()) {
      if (shape.member) this.value(one, shape.member.shape, `${path}[${index}]`);
    }
  }

  private text(value: unknown, shape: Shape, path: string) {
    // Policies and the like are JSON in the call.
    const text = isJsonObject(value) ? JSON.stringify(value) : String(value);
    if (Array.isArray(value) || !isKnown(text)) return;
    const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
    if (shape.enum && !shape.enum.includes(text)) {
      this.tell(path, `${shown} is none of ${shape.enum.join(', ')}`);
    }
    if (shape.pattern !== undefined && !expression(shape.pattern).test(text)) {
      this.tell(path, `${shown} does not match ${shape.pattern}`);
    }
    this.range(text.length, shape, path, 'has the length');
  }

  private range(size: number, { min, max }: Shape, path: string, word: string) {
    if (min !== undefined && size < min) this.tell(path, `${word} ${size}, at least ${min}`);
    if (max !== undefined && size > max) this.tell(path, `${word} ${size}, at most ${max}`);
  }

  private member(shape: string, name: string): string | undefined {
    const members = Object.entries(this.shape(shape).members ?? {});
    const called = (this.members[name] ?? name).toLowerCase();
    return members.find(([one]) => one.toLowerCase() === called)?.[1].shape;
  }

  private shape(name: string): Shape {
    const found = this.model.shapes[name];
    if (!found) throw new Error(`no shape ${name}`);
    return found;
  }
}

function innerShape(model: Model, shape: string, member: string): string {
  const { members, member: item } = model.shapes[shape] ?? {};
  const found = member === 'member' ? item?.shape : members?.[member]?.shape;
  if (found === undefined) throw new Error(`${shape} has no ${member}`);
  return found;
}

const expressions = new Map<string, RegExp>();

/** Of the whole text, as the services hold it; the models are written for Java. */
function expression(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known) return known;
  const made = new RegExp(
    `^(?:${pattern.replace(/^\(\?s\)/, '')})$`,
    /\\p\{|\\u\{/.test(pattern) ? 'us' : 's',
  );
  expressions.set(pattern, made);
  return made;
}

const models = new Map<string, Model>();

/** From the botocore that the emulator brings. */
export function modelOf(service: string): Model {
  const known = models.get(service);
  if (known) return known;
  const folder = join(dataFolder(), service);
  const newest = readdirSync(folder).sort().at(-1) ?? '';
  const file = readFileSync(join(folder, newest, 'service-2.json.gz'));
  const model = JSON.parse(gunzipSync(file).toString('utf8')) as Model;
  models.set(service, model);
  return model;
}

function dataFolder(): string {
  const lib = join(venv, 'lib');
  const [python] = readdirSync(lib);
  return join(lib, python ?? '', 'site-packages', 'botocore', 'data');
}
