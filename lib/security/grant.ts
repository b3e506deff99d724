/**
 * What CloudFormation calls, with its own role, to create, read, change and delete one type of
 * resource. The source is the handlers' permissions in AWS's resource schemas, without those for
 * properties that Waypost does not set. For older types it is the services' documentation.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
export interface HandlerGrant {
  readonly actions: readonly string[];
  /** ARNs in which `{account}`, `{prefix}` and `{named}` stand for what a `PolicyScope` says. */
  readonly on: readonly string[];
  /** Why it reaches resources without the environment's name. */
  readonly because?: string;
  readonly when?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Type of resource -> what CloudFormation needs for it. */
export type GrantTable = Readonly<Record<string, readonly HandlerGrant[]>>;

/** On resources with the name of the environment. */
export function on(resource: string | readonly string[], ...actions: string[]): HandlerGrant {
  return { actions, on: [resource].flat() };
}

/** On resources that AWS names itself, or that have no name. */
export function onAny(because: string, resource: string | readonly string[], ...actions: string[]) {
  return { actions, on: [resource].flat(), because } satisfies HandlerGrant;
}

/** Lets CloudFormation pass our roles, and no others, to one service. */
export function passRoleTo(...services: string[]): HandlerGrant {
  return {
    actions: ['iam:PassRole'],
    on: ['arn:aws:iam::{account}:role/{named}'],
    when: { StringEquals: { 'iam:PassedToService': services } },
  };
}

/**
 * A role that AWS creates for itself with the first resource of a service, always with the same
 * policy.
 */
export function serviceLinkedRole(service: string): HandlerGrant {
  return {
    actions: ['iam:CreateServiceLinkedRole'],
    on: [`arn:aws:iam::{account}:role/aws-service-role/${service}/*`],
    because: 'The name of the service stands in the ARN; AWS fixes what the role may do.',
    when: { StringEquals: { 'iam:AWSServiceName': service } },
  };
}
