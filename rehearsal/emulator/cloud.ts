import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { credentialsOf } from './client-environment';
import type { Emulator } from './emulator';
import type { Action, Plan } from '../plan/plan';
import { timeLimits } from '../runner/time-limits';

/** Credentials of a session, or of an account itself (see `accountCredentials`). */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The AWS APIs at the emulator's endpoint, and the roles of the pipeline's actions there. */
export class Cloud {
  constructor(
    readonly emulator: Emulator,
    readonly requestLimitMs = timeLimits().request,
  ) {}

  s3(credentials: Credentials, region: string): S3Client {
    return new S3Client({ ...this.#settings(credentials, region), forcePathStyle: true });
  }
  cloudFormation(credentials: Credentials, region: string): CloudFormationClient {
    return new CloudFormationClient(this.#settings(credentials, region));
  }
  cloudWatch(credentials: Credentials, region: string): CloudWatchClient {
    return new CloudWatchClient(this.#settings(credentials, region));
  }
  codeBuild(credentials: Credentials, region: string): CodeBuildClient {
    return new CodeBuildClient(this.#settings(credentials, region));
  }
  logs(credentials: Credentials, region: string): CloudWatchLogsClient {
    return new CloudWatchLogsClient(this.#settings(credentials, region));
  }
  lambda(credentials: Credentials, region: string): LambdaClient {
    return new LambdaClient(this.#settings(credentials, region));
  }
  ssm(credentials: Credentials, region: string): SSMClient {
    return new SSMClient(this.#settings(credentials, region));
  }
  secretsManager(credentials: Credentials, region: string): SecretsManagerClient {
    return new SecretsManagerClient(this.#settings(credentials, region));
  }

  pipelineRole(plan: Plan, sessionName: string): Promise<Credentials> {
    return this.emulator.assumeServiceRole({
      roleArn: plan.roleArn,
      service: 'codepipeline.amazonaws.com',
      sessionName,
      region: plan.region,
    });
  }

  /** Credentials of the action's role, which the pipeline's role assumes. Without one, the pipeline's role. */
  async actionRole(action: Action, plan: Plan, sessionName: string): Promise<Credentials> {
    const pipeline = await this.pipelineRole(plan, sessionName);
    if (action.roleArn === undefined) return pipeline;
    const sts = new STSClient(this.#settings(pipeline, action.region));
    const { Credentials: found } = await sts.send(
      new AssumeRoleCommand({ RoleArn: action.roleArn, RoleSessionName: sessionName }),
    );
    if (!found?.AccessKeyId || !found.SecretAccessKey || !found.SessionToken) {
      throw new Error(`AssumeRole of ${action.roleArn} answered without credentials`);
    }
    return {
      accessKeyId: found.AccessKeyId,
      secretAccessKey: found.SecretAccessKey,
      sessionToken: found.SessionToken,
    };
  }

  #settings(credentials: Credentials, region: string) {
    // One attempt: the emulator does not throttle, and a dead emulator must be noticed at once.
    const requestHandler = { requestTimeout: this.requestLimitMs, throwOnRequestTimeout: true };
    return {
      endpoint: this.emulator.endpoint,
      region,
      credentials,
      maxAttempts: 1,
      requestHandler,
    };
  }
}

/** An account's own credentials, for reads by AWS's services and by the rehearsal itself. */
export function accountCredentials(account: string): Credentials {
  return credentialsOf({ account });
}
