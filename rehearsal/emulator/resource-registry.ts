import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';

/** A type of CloudFormation's registry, for launcher/resource_types/unknown.py. */
interface RegisteredType {
  readonly type: string;
  /** Property or attribute that names a resource, if one does. */
  readonly identifier?: string;
  /** Such as `arn:${Partition}:synthetics:${Region}:${Account}:canary:${CanaryName}`. */
  readonly arn?: string;
  /** Attribute -> `string`, `array`, `boolean` ... */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every type that AWS has. Reading takes a second or two. */
export async function registeredTypes(): Promise<readonly RegisteredType[]> {
  const database = await loadAwsServiceSpec();
  return database.all('resource').map((resource) => {
    const identifier = resource.primaryIdentifier?.at(-1);
    return {
      type: resource.cloudFormationType,
      ...(identifier !== undefined && { identifier }),
      ...(resource.arnTemplate !== undefined && { arn: resource.arnTemplate }),
      attributes: Object.fromEntries(
        Object.entries(resource.attributes).map(([name, { type }]) => [name, type.type]),
      ),
    };
  });
}
