/**
 * What CloudFormation calls, under its own role, to make, read, change and delete one type of resource.
 * From the handlers' permissions in AWS's resource schemas, without those of properties that Waypost
 * does not set, and of older types from the services' own documentation.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
export interface Grant {
  readonly actions: readonly string[];
  /** ARNs in which `{account}`, `{prefix}` and `{named}` stand for what a `Place` says. */
  readonly on: readonly string[];
  /** Why it reaches beyond what bears the environment's name. */
  readonly because?: string;
  readonly when?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Type of resource -> what CloudFormation needs for it. */
export type GrantTable = Readonly<Record<string, readonly Grant[]>>;

/** On what bears the name of the environment. */
export function on(resource: string | readonly string[], ...actions: string[]): Grant {
  return { actions, on: [resource].flat() };
}

/** On what AWS names itself, or has no name for. */
export function onAny(because: string, resource: string | readonly string[], ...actions: string[]) {
  return { actions, on: [resource].flat(), because } satisfies Grant;
}

/** Lets CloudFormation give our roles, and no others, to one service. */
export function passRoleTo(...services: string[]): Grant {
  return {
    actions: ['iam:PassRole'],
    on: ['arn:aws:iam::{account}:role/{named}'],
    when: { StringEquals: { 'iam:PassedToService': services } },
  };
}

/** A role that AWS makes for itself with the first resource of a service, always with the same policy. */
export function serviceLinkedRole(service: string): Grant {
  return {
    actions: ['iam:CreateServiceLinkedRole'],
    on: [`arn:aws:iam::{account}:role/aws-service-role/${service}/*`],
    because: 'The name of the service stands in the ARN; AWS fixes what the role may do.',
    when: { StringEquals: { 'iam:AWSServiceName': service } },
  };
}
