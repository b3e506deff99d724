import { describeStack } from '../../../../lambdas/shared/describe-stack';
import { accountCredentials, type Cloud } from '../../../../rehearsal/emulator/cloud';
import type { Location } from '../../../../rehearsal/emulator/inventory';

/** Value of a stack's output; `undefined` without the stack, which is not delivered yet, or the output. */
export async function stackOutput(
  { account, region, stackName }: Location & { readonly stackName: string },
  output: string,
  cloud: Pick<Cloud, 'cloudFormation'>,
): Promise<string | undefined> {
  const client = cloud.cloudFormation(accountCredentials(account), region);
  const stack = await describeStack(client, stackName);
  return stack?.Outputs?.find(({ OutputKey }) => OutputKey === output)?.OutputValue;
}
