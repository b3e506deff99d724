import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { pseudoParameters } from '../helpers/pseudo-parameters';

export interface ResolvedResource {
  /** `<stack>/<logical id>` */
  readonly at: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** AWS's own description of CloudFormation's types. */
export const registry = loadAwsServiceSpecSync();

/** Stands around what only AWS knows, such as a generated name. */
const UNKNOWN = { begin: '⟨', end: '⟩' };

export function isKnown(text: string): boolean {
  return !text.includes(UNKNOWN.begin);
}

/** ARNs that the registry has otherwise, or not at all. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${Name}',
  // Its streams: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
  'AWS::Logs::LogGroup': 'arn:${Partition}:logs:${Region}:${Account}:log-group:${Name}:*',
};

type Body = Readonly<Record<string, unknown>>;
interface TemplateBody {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Body }>
  >;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** Every resource of these stacks, with the values that CloudFormation will give to its properties. */
export function resolvedResources(
  stacks: readonly CloudFormationStackArtifact[],
): ResolvedResource[] {
  return stacks.flatMap((stack) => {
    const values = new Values(stack, stacks);
    return Object.entries(values.body.Resources).map(([id, { Type, Properties = {} }]) => ({
      at: `${stack.stackName}/${id}`,
      type: Type,
      properties: values.of(Properties) as Body,
    }));
  });
}

class Values {
  constructor(
    private readonly stack: CloudFormationStackArtifact,
    private readonly all: readonly CloudFormationStackArtifact[],
  ) {}

  get body(): TemplateBody {
    return this.stack.template as TemplateBody;
  }

  of(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((one) => this.of(one)).filter((one) => one !== undefined);
    }
    if (typeof value !== 'object' || value === null) return value;
    const [[key, argument] = ['', undefined], ...others] = Object.entries(value);
    if (others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) {
      return this.intrinsic(key, argument);
    }
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, one]) => [name, this.of(one)] as const)
        .filter(([, one]) => one !== undefined),
    );
  }

  private intrinsic(key: string, argument: unknown): unknown {
    switch (key) {
      case 'Ref':
        return this.reference(argument as string);
      case 'Fn::GetAtt':
        return this.attribute(...(argument as [string, string]));
      case 'Fn::Join': {
        const [separator, parts] = this.of(argument) as [string, unknown];
        return Array.isArray(parts) ? parts.join(separator) : unknown(key);
      }
      case 'Fn::Sub':
        return (argument as string).replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => {
          const [id = '', attribute] = name.split('.');
          return String(
            attribute === undefined ? this.reference(id) : this.attribute(id, attribute),
          );
        });
      case 'Fn::GetStackOutput': {
        const { StackName, OutputName } = argument as Record<string, string>;
        const stack = this.all.find(({ stackName }) => stackName === StackName);
        if (!stack) throw new Error(`no stack ${StackName ?? ''}`);
        const other = new Values(stack, this.all);
        return other.of(other.body.Outputs?.[OutputName ?? '']?.Value);
      }
      default:
        return unknown(key);
    }
  }

  private reference(name: string): unknown {
    const pseudo = pseudoParameters(this.stack);
    if (name in pseudo) return pseudo[name];
    const type = this.body.Resources[name]?.Type ?? '';
    const [identifier = ''] = primaryIdentifier(type);
    return identifier.endsWith('Arn') ? this.arn(name) : this.name(name);
  }

  private attribute(id: string, attribute: string): string {
    return attribute.endsWith('Arn') ? this.arn(id) : unknown(`${id}.${attribute}`);
  }

  /** Ours, if the type is identified by a name that we gave. */
  private name(id: string): string {
    const { Type = '', Properties = {} } = this.body.Resources[id] ?? {};
    const given = [...primaryIdentifier(Type), 'Name'].map((one) => this.of(Properties[one]));
    return given.find((one) => typeof one === 'string') ?? unknown(id);
  }

  private arn(id: string): string {
    const type = this.body.Resources[id]?.Type ?? '';
    const template = ARNS[type] ?? resourceType(type)?.arnTemplate;
    const { account, region } = this.stack.environment;
    return template === undefined
      ? unknown(`${id}.Arn`)
      : template
          .replaceAll('${Partition}', 'aws')
          .replaceAll('${Region}', region)
          .replaceAll('${Account}', account)
          .replaceAll(/\$\{\w+\}/g, () => this.name(id));
  }
}

function unknown(what: string): string {
  return `${UNKNOWN.begin}${what.replaceAll(/\W/g, '-')}${UNKNOWN.end}`;
}

/** What the registry says of a type; nothing of custom ones. */
export function resourceType(type: string) {
  const [found] = registry.lookup('resource', 'cloudFormationType', 'equals', type);
  return found;
}

function primaryIdentifier(type: string): readonly string[] {
  return resourceType(type)?.primaryIdentifier ?? [];
}
