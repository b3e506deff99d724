import { isJsonObject, type JsonObject, objectOf } from '../../../lambdas/shared/json-object';
import type { StackInAccount } from '../../../lambdas/shared/stack-address';
import { choice, isNothing, lifted } from './choices';
import { hasMarks, referenceTo, unknownValue, weakly } from './marks';
import type { Template } from './template';

/** The known values with which a template is read. */
export interface TemplateScope extends StackInAccount {
  readonly template: Template;
  /** Value of a parameter; `undefined` if only a deployment knows it. */
  parameter(name: string): string | undefined;
  /** Whether a condition holds; `undefined` if only a deployment knows it. */
  condition(name: string): boolean | undefined;
  /** Resolved content of a condition: two conditions with the same content have the same value. */
  says(condition: string): string;
  /** Value of another stack's output; `undefined` if the release has no such output. */
  output(stackName: string, region: string, output: string): unknown;
  exported(name: string): unknown;
  /** Value of an SSM parameter that the release sets. */
  ssm(name: string): string | undefined;
}

/** `AWS::NoValue`: the property or member does not exist. */
const NO_VALUE: JsonObject = { Ref: 'AWS::NoValue' };

/** CloudFormation takes 5 and "5" for the same. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A list, or the one value that stands alone where a list may be. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/**
 * A value of a template, as far as it is known without CloudFormation. Marks stand for the rest (marks.ts),
 * and `Fn::If` stays if its condition is not known.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolve(value: unknown, scope: TemplateScope): unknown {
  const inside = (one: unknown) => resolve(one, scope);
  if (typeof value === 'string') return dynamicReferences(value, scope);
  if (Array.isArray(value)) return value.map(inside).filter((one) => !isNothing(one));
  if (!isJsonObject(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
    return intrinsic(name, value[name], scope);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, inside(one)] as const)
      .filter(([, one]) => !isNothing(one)),
  );
}

function intrinsic(name: string, argument: unknown, scope: TemplateScope): unknown {
  const args = listOf(argument);
  switch (name) {
    case 'Ref':
      return ref(String(argument), scope);
    case 'Fn::If': {
      const condition = String(args[0]);
      const holds = scope.condition(condition);
      const [one, other] = args.slice(1).map((side) => resolve(side, scope));
      if (holds !== undefined) return holds ? one : other;
      return choice(undecided(condition, scope), one, other);
    }
    case 'Fn::Sub':
      return lifted(resolve(args[1] ?? {}, scope), (variables) =>
        substitute(String(args[0]), objectOf(variables), scope),
      );
    default:
      return lifted(resolve(argument, scope), (known) => ofKnown(name, known, scope));
  }
}

/** Name of a condition whose value is not known yet, with its content. */
export function undecided(condition: string, scope: TemplateScope): string {
  return `${condition}${unknownValue('', scope.says(condition))}`;
}

/** @param argument resolved, without conditions in it */
function ofKnown(name: string, argument: unknown, scope: TemplateScope): unknown {
  const args = listOf(argument);
  let basis = '';
  switch (name) {
    case 'Fn::GetAtt': {
      const [id = '', ...attribute] = args.flatMap((one) => String(one).split('.'));
      return attributeOf(id, attribute.join('.'), scope);
    }
    case 'Fn::Join': {
      const list = args[1];
      if (!Array.isArray(list) || !list.every(isScalar)) break;
      return dynamicReferences(list.map(String).join(String(args[0])), scope);
    }
    case 'Fn::Split': {
      const text = args[1];
      if (typeof text !== 'string' || hasMarks(text)) break;
      return text.split(String(args[0]));
    }
    case 'Fn::Select': {
      const [index, list] = args;
      if (Array.isArray(list) && list[Number(index)] !== undefined) return list[Number(index)];
      break;
    }
    case 'Fn::FindInMap': {
      const rows = rowsOf(scope.template['Mappings'], args.slice(0, 3).map(String));
      const fallback = args[3];
      if (!rows.isSure) basis = JSON.stringify(rows.values);
      else if (rows.values.length > 0) return rows.values[0];
      else if (isJsonObject(fallback) && 'DefaultValue' in fallback)
        return fallback['DefaultValue'];
      // A macro may make the row.
      else basis = JSON.stringify(scope.template['Mappings'] ?? '');
      break;
    }
    case 'Fn::ImportValue': {
      const exported = scope.exported(String(argument));
      if (exported !== undefined) return exported;
      break;
    }
    case 'Fn::GetStackOutput': {
      const { StackName, OutputName, Region = scope.region } = objectOf(argument);
      const found = scope.output(String(StackName), String(Region), String(OutputName));
      if (found !== undefined) return lifted(found, (known) => weakly(textOf(known)));
      break;
    }
    case 'Fn::ToJsonString':
      return JSON.stringify(argument);
  }
  return unknownValue(`${name}(${JSON.stringify(argument)})`, basis);
}

/** The values that keys find in a mapping: all possible ones if a key is not known. */
function rowsOf(
  value: unknown,
  [key, ...rest]: readonly string[],
): { values: unknown[]; isSure: boolean } {
  if (key === undefined) return { values: [value], isSure: true };
  const isSure = !hasMarks(key);
  const found = Object.entries(objectOf(value))
    .filter(([one]) => !isSure || one === key)
    .map(([, one]) => rowsOf(one, rest));
  return {
    values: found.flatMap(({ values }) => values),
    isSure: isSure && found.every((one) => one.isSure),
  };
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function ref(name: string, scope: TemplateScope): unknown {
  const pseudo = pseudoParameter(name, scope);
  if (pseudo !== undefined) return pseudo;
  const parameter = (scope.template['Parameters'] as Record<string, JsonObject> | undefined)?.[
    name
  ];
  if (parameter !== undefined) {
    const value = scope.parameter(name);
    // A secret parameter (NoEcho) is compared by its default, and not shown.
    if (parameter['NoEcho'] === true || parameter['NoEcho'] === 'true')
      return unknownValue(name, `${scope.stackName} ${textOf(parameter['Default'] ?? '')}`);
    if (value === undefined) return unknownValue(name, scope.stackName);
    const type = String(parameter['Type']);
    if (type.startsWith('AWS::SSM::Parameter::Value'))
      return scope.ssm(value) ?? unknownValue(`ssm:${value}`, scope.region);
    return /^CommaDelimitedList$|^List</.test(type)
      ? value.split(',').map((one) => one.trim())
      : value;
  }
  return scope.template.Resources?.[name]
    ? referenceTo(scope.stackName, name)
    : unknownValue(name, scope.stackName);
}

function pseudoParameter(name: string, { account, region, stackName }: TemplateScope): unknown {
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
      return undefined;
  }
}

/** CDK passes values between regions by a custom resource that writes them and one that reads them. */
function attributeOf(logicalId: string, attribute: string, scope: TemplateScope): string {
  if (scope.template.Resources?.[logicalId]?.Type === 'Custom::CrossRegionExportReader') {
    const value = scope.ssm(attribute);
    if (value !== undefined) return value;
  }
  return referenceTo(scope.stackName, logicalId, attribute);
}

/** `${!Literal}` is text: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html */
function substitute(text: string, variables: JsonObject, scope: TemplateScope): unknown {
  const resolved = text.replace(/\$\{([^}]*)\}/g, (_, expression: string) => {
    const name = expression.trim();
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const value =
      name in variables
        ? variables[name]
        : name.includes('.')
          ? ofKnown('Fn::GetAtt', name, scope)
          : ref(name, scope);
    return isScalar(value) ? String(value) : unknownValue(JSON.stringify(value));
  });
  return dynamicReferences(resolved, scope);
}

/**
 * `{{resolve:ssm:name}}`: the release may set the parameter. One with a version stays as it is. Only a
 * deployment knows others. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
function dynamicReferences(text: string, scope: TemplateScope): string {
  // Each once: an unknown value stays as it is.
  return text.replace(
    /\ue002[^\ue003]*\ue003|\{\{resolve:([^{}]*)\}\}/g,
    (whole, reference: string | undefined) => {
      if (reference === undefined) return whole;
      const name = /^ssm:([^:]+)$/.exec(reference)?.[1];
      return (name && scope.ssm(name.trim())) ?? unknownValue(whole, scope.region);
    },
  );
}
