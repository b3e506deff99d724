import { isGrantingType } from './granting-names';
import { NOT_RATED, type OtherGrant } from './grant';

/** What makes resources that no template here shows. */
const MADE_ELSEWHERE =
  /^Fn::|^AWS::CloudFormation::(?:Stack|StackSet)$|^AWS::Serverless::|^AWS::ServiceCatalog::CloudFormationProvisionedProduct$|::MODULE$/;

/** What may deny as well as allow. */
const MAY_DENY = /Polic|BlockPublicAccess|Authorizer/;

/** How a resource is rated whose grants cannot be read one by one; `undefined` for one that grants nothing. */
export function opaqueRatings(
  type: string,
  properties: Readonly<Record<string, unknown>>,
): OtherGrant['ratings'] | undefined {
  const isElsewhere = isMadeElsewhere(type, properties);
  if (!isElsewhere && !isGrantingType(type)) return undefined;
  return isElsewhere || MAY_DENY.test(type)
    ? NOT_RATED
    : { comes: 'broader', follows: 'not rated', goes: 'not broader' };
}

/** Whether it stands for resources or properties that are not in the template: what is read in it is not all. */
export function isMadeElsewhere(
  type: string,
  properties: Readonly<Record<string, unknown>>,
): boolean {
  return 'Fn::Transform' in properties || MADE_ELSEWHERE.test(type);
}
