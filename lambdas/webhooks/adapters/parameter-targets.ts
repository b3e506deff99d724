import { Unavailable } from '../../contact-form/ports';
import type { AwsJson, SsmOperations } from '../../shared/aws-json';
import type { TargetReader } from '../ports';
import { parseTarget } from '../target';

/** Calls ssm:GetParameter, for each try: a changed target holds at once. */
export function parameterTargets(ssm: AwsJson<SsmOperations>, prefix: string): TargetReader {
  return {
    async targetOf(webhook) {
      const text = await valueOf(`${prefix}${webhook}`);
      return text === undefined ? undefined : parseTarget(text);
    },
  };

  async function valueOf(name: string): Promise<string | undefined> {
    try {
      const { Parameter } = await ssm('GetParameter', { Name: name, WithDecryption: true });
      return Parameter?.Value;
    } catch (error) {
      if (error instanceof Error && error.name === 'ParameterNotFound') return undefined;
      throw new Unavailable('ssm', error);
    }
  }
}
