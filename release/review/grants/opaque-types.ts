import { type JsonObject } from '../../../lambdas/shared/json-object';
import { isGrantingType } from './granting-names';
import { NOT_RATED, type OtherGrant } from './grant';

/** Types that make resources that no template here shows. */
const MADE_ELSEWHERE =
  /^Fn::|^AWS::CloudFormation::(?:Stack|StackSet)$|^AWS::Serverless::|^AWS::ServiceCatalog::CloudFormationProvisionedProduct$|::MODULE$/;

/** Types that may deny as well as allow. */
const MAY_DENY = /Polic|BlockPublicAccess|Authorizer/;

/** Rating of a resource whose grants cannot be read one by one; `undefined` if it grants nothing. */
export function opaqueRatings(
  type: string,
  properties: JsonObject,
): OtherGrant['ratings'] | undefined {
  const isElsewhere = isMadeElsewhere(type, properties);
  if (!isElsewhere && !isGrantingType(type)) return undefined;
  return isElsewhere || MAY_DENY.test(type)
    ? NOT_RATED
    : { comes: 'broader', follows: 'not rated', goes: 'not broader' };
}

/** Whether it stands for resources or properties that the template does not have. Then reading it is not enough. */
export function isMadeElsewhere(type: string, properties: JsonObject): boolean {
  return 'Fn::Transform' in properties || MADE_ELSEWHERE.test(type);
}
