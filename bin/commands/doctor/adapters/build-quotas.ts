import { ListServiceQuotasCommand, type ServiceQuotasClient } from '@aws-sdk/client-service-quotas';

/** https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html */
const BUILDS = /^Concurrently running builds for (\S+) environment$/;

/** Machine, such as `Linux/Small` -> number of builds that may run on it at once in the account and region. */
export async function buildQuotas(
  client: Pick<ServiceQuotasClient, 'send'>,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  let next: string | undefined;
  do {
    const { Quotas = [], NextToken } = await client.send(
      new ListServiceQuotasCommand({ ServiceCode: 'codebuild', NextToken: next }),
    );
    for (const { QuotaName = '', Value } of Quotas) {
      const machine = BUILDS.exec(QuotaName)?.[1];
      if (machine !== undefined && Value !== undefined) found.set(machine, Value);
    }
    next = NextToken;
  } while (next !== undefined);
  return found;
}
