import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { environmentRegions } from '../../../lib/config/regions';
import { loadConfig } from '../../../lib/config/load-config';
import { findSession } from '../../../rehearsal/workspace/session-file';
import { clientOf } from '../../emulator/support/running-emulator';

export interface EnvironmentProtection {
  readonly environment: string;
  /** What the configuration asks for. */
  readonly wanted: boolean;
  /** Stack -> whether CloudFormation refuses to delete it. */
  readonly stacks: Readonly<Record<string, boolean>>;
}

/** Reads back from the cloud of a repository's rehearsal, which must be up. */
export async function terminationProtection(repository: string): Promise<EnvironmentProtection[]> {
  const session = findSession(repository);
  if (!session) throw new Error(`No rehearsal of ${repository} is up.`);
  const { project, environments } = loadConfig(repository);
  return Promise.all(
    environments.map(async (environment) => {
      const { name, protectData } = environment;
      const answers = environmentRegions(environment).map(async (region) => {
        const client = new CloudFormationClient(clientOf(session, environment, region));
        return (await client.send(new DescribeStacksCommand({}))).Stacks ?? [];
      });
      const stacks = (await Promise.all(answers))
        .flat()
        .map(({ StackName = '', EnableTerminationProtection = false }) => [
          StackName,
          EnableTerminationProtection,
        ])
        .filter(([stack]) => String(stack).startsWith(`${project}-${name}-`));
      return {
        environment: name,
        wanted: protectData,
        stacks: Object.fromEntries(stacks) as Record<string, boolean>,
      };
    }),
  );
}
