import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface ApiStageProps {
  readonly accessLogName: string;
  readonly logRetentionDays: RetentionDays;
}

/**
 * Requests a second, and concurrent requests: far more than a contact form needs, far fewer than
 * what does harm.
 */
const THROTTLE = { rateLimit: 10, burstLimit: 20 };

/** Without address, agent and body: nothing identifies the visitor. */
export const ACCESS_LOG_FIELDS = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
};

/**
 * Deploys an HTTP API, with limits.
 * @returns its access log
 */
export function addApiStage(scope: Construct, httpApi: HttpApi, props: ApiStageProps): LogGroup {
  const log = new LogGroup(scope, 'AccessLog', {
    logGroupName: props.accessLogName,
    retention: props.logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  new HttpStage(scope, 'Stage', {
    httpApi,
    autoDeploy: true,
    throttle: THROTTLE,
    accessLogSettings: {
      destination: new LogGroupLogDestination(log),
      format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
    },
  });
  return log;
}

/** `GET /smoke-test/{id}` -> its method and its path */
export function routeParts(routeKey: string) {
  const [verb, path] = routeKey.split(' ');
  const method = Object.values(HttpMethod).find((one) => one === verb);
  if (!method || !path)
    throw new Error(`${routeKey} is not a route key: write "<METHOD> /<path>".`);
  return { method, path };
}
