import { hasMarks, referenceTo, unknownValue, weakly } from './marks';
import type { Template } from './template';

type Part = Readonly<Record<string, unknown>>;

/** What a template is read with. */
export interface Scope {
  readonly stackName: string;
  readonly region: string;
  readonly account: string;
  readonly template: Template;
  /** Value of a parameter; `undefined` where only a deployment knows it. */
  parameter(name: string): string | undefined;
  /** Whether a condition holds; `undefined` where only a deployment knows it. */
  condition(name: string): boolean | undefined;
  /** Value of another stack's output; `undefined` where the release has no such output. */
  output(stackName: string, region: string, output: string): string | undefined;
  exported(name: string): string | undefined;
  /** Value of a parameter in SSM that the release sets. */
  ssm(name: string): string | undefined;
}

/** `AWS::NoValue`: the property or member is not there. */
export const NO_VALUE: Part = { Ref: 'AWS::NoValue' };

export function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** CloudFormation takes 5 and "5" for the same. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isNoValue(value: unknown): boolean {
  return isPart(value) && value['Ref'] === 'AWS::NoValue';
}

/** Whether a value is left to a condition: `{ 'Fn::If': [name, one, other] }`. */
export function choiceOf(value: unknown): readonly [string, unknown, unknown] | undefined {
  if (!isPart(value) || Object.keys(value).length !== 1 || !Array.isArray(value['Fn::If']))
    return undefined;
  const [name, one, other] = value['Fn::If'] as unknown[];
  return [String(name), one, other];
}

/**
 * A value of a template as far as it can be known without CloudFormation: texts with marks for the rest
 * (marks.ts), and `Fn::If` where its condition is not known.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolve(value: unknown, scope: Scope): unknown {
  const inside = (one: unknown) => resolve(one, scope);
  if (typeof value === 'string') return dynamicReferences(value, scope);
  if (Array.isArray(value)) return value.map(inside).filter((one) => !isNoValue(one));
  if (!isPart(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
    return intrinsic(name, value[name], scope);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, inside(one)] as const)
      .filter(([, one]) => !isNoValue(one)),
  );
}

function intrinsic(name: string, argument: unknown, scope: Scope): unknown {
  const inside = (one: unknown) => resolve(one, scope);
  const args = Array.isArray(argument) ? (argument as unknown[]) : [argument];
  switch (name) {
    case 'Ref':
      return ref(String(argument), scope);
    case 'Fn::GetAtt': {
      const [id = '', ...attribute] =
        typeof argument === 'string' ? argument.split('.') : args.map(inside).map(String);
      return attributeOf(id, attribute.join('.'), scope);
    }
    case 'Fn::Sub':
      return substitute(String(args[0]), isPart(args[1]) ? args[1] : {}, scope);
    case 'Fn::Join': {
      const list = inside(args[1]);
      if (!Array.isArray(list) || !list.every(isScalar)) break;
      return list.map(String).join(String(args[0]));
    }
    case 'Fn::Split': {
      const text = inside(args[1]);
      if (typeof text !== 'string' || hasMarks(text)) break;
      return text.split(String(args[0]));
    }
    case 'Fn::Select': {
      const list = inside(args[1]);
      const index = Number(inside(args[0]));
      if (Array.isArray(list) && list[index] !== undefined) return list[index];
      break;
    }
    case 'Fn::If': {
      const holds = scope.condition(String(args[0]));
      if (holds === true) return inside(args[1]);
      if (holds === false) return inside(args[2]);
      const [one, other] = [inside(args[1]), inside(args[2])];
      return isDeeplyEqual(one, other) ? one : { 'Fn::If': [args[0], one, other] };
    }
    case 'Fn::FindInMap': {
      const [map, first, second, fallback] = args.map(inside);
      const found = (
        scope.template['Mappings'] as Record<string, Record<string, Part>> | undefined
      )?.[String(map)]?.[String(first)]?.[String(second)];
      if (found !== undefined) return found;
      if (isPart(fallback) && 'DefaultValue' in fallback) return fallback['DefaultValue'];
      break;
    }
    case 'Fn::ImportValue': {
      const exported = scope.exported(String(inside(argument)));
      if (exported !== undefined) return exported;
      break;
    }
    case 'Fn::GetStackOutput': {
      const {
        StackName,
        OutputName,
        Region = scope.region,
      } = (isPart(argument) ? inside(argument) : {}) as Part;
      const found = scope.output(String(StackName), String(Region), String(OutputName));
      if (found !== undefined) return weakly(found);
      break;
    }
    case 'Fn::ToJsonString':
      return JSON.stringify(inside(argument));
  }
  return unknownValue(`${name}(${JSON.stringify(inside(argument))})`);
}

function isDeeplyEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function ref(name: string, scope: Scope): unknown {
  const pseudo = pseudoParameter(name, scope);
  if (pseudo !== undefined) return pseudo;
  const parameter = (scope.template['Parameters'] as Record<string, Part> | undefined)?.[name];
  if (parameter !== undefined) {
    const value = scope.parameter(name);
    if (value === undefined) return unknownValue(name);
    const type = String(parameter['Type']);
    if (type.startsWith('AWS::SSM::Parameter::Value'))
      return scope.ssm(value) ?? unknownValue(`ssm:${value}`);
    return /^CommaDelimitedList$|^List</.test(type)
      ? value.split(',').map((one) => one.trim())
      : value;
  }
  return scope.template.Resources?.[name] ? referenceTo(scope.stackName, name) : unknownValue(name);
}

function pseudoParameter(name: string, { account, region, stackName }: Scope): unknown {
  const partition = region.startsWith('cn-')
    ? 'aws-cn'
    : region.startsWith('us-gov-')
      ? 'aws-us-gov'
      : 'aws';
  switch (name) {
    case 'AWS::NoValue':
      return NO_VALUE;
    case 'AWS::AccountId':
      return account;
    case 'AWS::Region':
      return region;
    case 'AWS::StackName':
      return stackName;
    case 'AWS::Partition':
      return partition;
    case 'AWS::URLSuffix':
      return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    default:
      return name.startsWith('AWS::') ? unknownValue(name) : undefined;
  }
}

/** CDK hands values over regions by a custom resource that writes them, and one that reads them. */
function attributeOf(logicalId: string, attribute: string, scope: Scope): string {
  if (scope.template.Resources?.[logicalId]?.Type === 'Custom::CrossRegionExportReader') {
    const value = scope.ssm(attribute);
    if (value !== undefined) return value;
  }
  return referenceTo(scope.stackName, logicalId, attribute);
}

/** `${!Literal}` is text: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html */
function substitute(text: string, variables: Part, scope: Scope): unknown {
  const resolved = text.replace(/\$\{([^}]*)\}/g, (_, expression: string) => {
    const name = expression.trim();
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const value =
      name in variables
        ? resolve(variables[name], scope)
        : name.includes('.')
          ? intrinsic('Fn::GetAtt', name, scope)
          : ref(name, scope);
    return isScalar(value) ? String(value) : unknownValue(JSON.stringify(value));
  });
  return dynamicReferences(resolved, scope);
}

/** `{{resolve:ssm:name:version}}`: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
function dynamicReferences(text: string, scope: Scope): string {
  return text.replace(
    /\{\{resolve:ssm:([^:}]+)(?::\d+)?\}\}/g,
    (whole, name: string) => scope.ssm(name.trim()) ?? whole,
  );
}
