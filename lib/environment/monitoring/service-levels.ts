import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ROUTES } from '../../../lambdas/contact-form/contract';
import {
  LEVELS_ACTIONS,
  type LevelsEnv,
  LOOK_SECONDS,
} from '../../../lambdas/service-levels/contract';
import type { ContactConfig } from '../../config/config';
import { FUNCTION_SOURCES } from '../../functions/function-sources';
import { LeastPrivilegeFunction } from '../../functions/least-privilege-function';
import type { EnvironmentNames } from '../../naming';

export interface ServiceLevelsProps {
  readonly names: EnvironmentNames;
  /** The first one is probed. */
  readonly forms: ContactConfig['forms'];
  readonly pageUrl: string;
  readonly api: { readonly apiId: string; readonly apiEndpoint: string };
  readonly logRetentionDays: RetentionDays;
  readonly tracing: boolean;
}

/**
 * Looks every five minutes whether the form answers, and how fast the error budgets burn
 * (docs/adr/0044). In Lambda's own network, because it asks the site from outside, as visitors do.
 */
export class ServiceLevels extends Construct {
  readonly log: ILogGroup;

  constructor(scope: Construct, id: string, props: ServiceLevelsProps) {
    super(scope, id);
    const { names, api } = props;
    const { namespace, dimensions } = names.metrics;
    const [form] = props.forms;
    const path = ROUTES.challenge.replace(/^GET /, '').replace('{form}', form?.name ?? '');
    const levels = new LeastPrivilegeFunction(this, 'Function', {
      functionName: names.serviceLevelsFunction,
      description: 'Looks whether the form answers, and whether messages are mailed in time',
      source: FUNCTION_SOURCES.serviceLevels,
      timeout: Duration.seconds(60),
      logRetentionDays: props.logRetentionDays,
      tracing: props.tracing,
      environment: {
        METRIC_NAMESPACE: namespace,
        ENVIRONMENT_NAME: dimensions.Environment,
        CONTACT_PAGE_URL: props.pageUrl,
        PROBE_URL: `${api.apiEndpoint}${path}`,
        // Only `submit` answers so. A route that is gone is a 404 of API Gateway.
        PROBE_STATUS: form?.proofOfWork ? '200' : '204',
        CONTACT_API_ID: api.apiId,
        SUBMISSION_QUEUE_NAME: names.submissionQueue,
      } satisfies LevelsEnv,
    });
    this.log = levels.logGroup;
    Grant.addToPrincipal({
      grantee: levels,
      actions: [...LEVELS_ACTIONS],
      resourceArns: ['*'],
    });
    new Rule(this, 'EveryFiveMinutes', {
      ruleName: names.serviceLevelsFunction,
      description: `Starts ${names.serviceLevelsFunction}`,
      schedule: Schedule.rate(Duration.seconds(LOOK_SECONDS)),
      targets: [new LambdaFunction(levels, { retryAttempts: 0 })],
    });
  }
}
