import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A resource by its path below a construct, such as `Api/Api/Resource`. */
export function resourceBelow(scope: IConstruct, path: string): CfnResource {
  const found = path
    .split('/')
    .reduce<IConstruct | undefined>((at, id) => at?.node.tryFindChild(id), scope);
  if (!CfnResource.isCfnResource(found)) {
    throw new Error(`${scope.node.path} has no resource ${path}: it is now built in another way.`);
  }
  return found;
}
