import { readFile } from 'node:fs/promises';
import { ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';
import type { SynthesizedStack } from '../app';
import { accountCredentials, type Cloud } from '../emulator/cloud';
import { CdkAppError } from './cdk-app-error';

/**
 * Asks the emulator about the templates that will be deployed, before any of them is.
 * @throws {CdkAppError} with all stacks and types that it refuses
 */
export async function expectKnownTypes(
  stacks: readonly SynthesizedStack[],
  cloud: Pick<Cloud, 'cloudFormation'>,
): Promise<void> {
  const refused = await Promise.all(
    stacks.map(async ({ stack, account, region, templateFile }) => {
      const TemplateBody = await readFile(templateFile, 'utf8');
      const client = cloud.cloudFormation(accountCredentials(account), region);
      try {
        await client.send(new ValidateTemplateCommand({ TemplateBody }));
        return [];
      } catch (error) {
        // The deployment itself says everything else, and says it better.
        const [, types] = /Unrecognized resource types: \[([^\]]+)\]/.exec(String(error)) ?? [];
        return types === undefined ? [] : [`  ${stack}: ${types}`];
      }
    }),
  );
  const lines = refused.flat();
  if (lines.length === 0) return;
  throw new CdkAppError(
    [
      '--app: stacks of the app have resource types that the rehearsal lacks. Nothing was deployed.',
      ...lines,
      '--record-unknown deploys such types as records, which do nothing.',
    ].join('\n'),
  );
}
