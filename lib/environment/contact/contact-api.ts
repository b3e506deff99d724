import { Duration, Stack } from 'aws-cdk-lib';
import { CorsHttpMethod, HttpApi, type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ROUTES } from '../../../lambdas/contact-form/contract';
import { addApiStage, type ApiStageProps, routeParts } from './api-stage';

export interface ContactApiProps extends ApiStageProps {
  readonly apiName: string;
  /** Counts answers with a 5xx status. */
  readonly serverErrorMetric: { readonly namespace: string; readonly metricName: string };
  /** Origins whose pages may post here. */
  readonly allowedOrigins: readonly string[];
  readonly submit: IFunction;
  readonly submissionStatus: IFunction;
}

/** The HTTP API of the contact form. */
export class ContactApi extends Construct {
  readonly api: HttpApi;
  readonly accessLog: ILogGroup;

  constructor(scope: Construct, id: string, props: ContactApiProps) {
    super(scope, id);

    this.api = new HttpApi(this, 'Api', {
      apiName: props.apiName,
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: [...props.allowedOrigins],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
        allowHeaders: ['content-type'],
        // Without this header a page cannot read when to try again.
        exposeHeaders: ['retry-after'],
        maxAge: Duration.hours(1),
      },
    });
    const accessLog = addApiStage(this, this.api, props);
    accessLog.addMetricFilter('ServerErrors', {
      ...props.serverErrorMetric,
      metricNamespace: props.serverErrorMetric.namespace,
      filterPattern: FilterPattern.stringValue('$.status', '=', '5*'),
    });
    this.accessLog = accessLog;

    const iam = new HttpIamAuthorizer();
    this.route(ROUTES.submit, 'Submit', props.submit);
    this.route(ROUTES.challenge, 'Challenge', props.submit);
    this.route(ROUTES.smokeTest, 'SmokeTest', props.submit, iam);
    this.route(ROUTES.smokeTestStatus, 'SmokeTestStatus', props.submissionStatus, iam);
  }

  /** Lets a role call the two routes of the smoke test. */
  grantSmokeTest(grantee: IGrantable) {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['execute-api:Invoke'],
        resources: [ROUTES.smokeTest, ROUTES.smokeTestStatus].map((routeKey) => this.arn(routeKey)),
      }),
    );
  }

  /**
   * For this stage alone; `HttpRoute.grantInvoke` allows every stage.
   * `GET /smoke-test/{id}` -> `arn:aws:execute-api:...:<api>/$default/GET/smoke-test/*`
   */
  private arn(routeKey: string) {
    const { method, path } = routeParts(routeKey);
    return Stack.of(this).formatArn({
      service: 'execute-api',
      resource: this.api.apiId,
      resourceName: `$default/${method}${path.replace(/\{\w+\}/, '*')}`,
    });
  }

  private route(
    routeKey: string,
    id: string,
    handler: IFunction,
    authorizer?: IHttpRouteAuthorizer,
  ) {
    const { method, path } = routeParts(routeKey);
    this.api.addRoutes({
      path,
      methods: [method],
      integration: new HttpLambdaIntegration(`${id}Integration`, handler),
      ...(authorizer && { authorizer }),
    });
  }
}
