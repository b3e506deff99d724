import { createHash } from 'node:crypto';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import {
  AccountRecovery,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { OWNER_ROUTES, OWNER_SCOPE, PAGE_ROUTES } from '../../../lambdas/submissions/contract';
import type { LeastPrivilegeFunction } from '../../functions/least-privilege-function';
import { addApiStage, type ApiStageProps, routeParts } from './api-stage';

export interface OwnersPageProps extends ApiStageProps {
  /** Of the API and of the user pool. */
  readonly name: string;
  readonly environmentName: string;
  /** Makes the function that answers. */
  readonly handler: (signIn: SignIn) => LeastPrivilegeFunction;
}

/** Where people sign in, as the page must know it. */
export interface SignIn {
  readonly origin: string;
  readonly clientId: string;
}

/**
 * How long a person who is disabled can go on: API Gateway does not ask Cognito about a token. The page
 * asks for a new one by itself.
 */
const ACCESS_TOKEN = Duration.minutes(15);
/** A working day; then people sign in again. */
const SESSION = Duration.hours(12);

/** A page behind a sign-in, from which invited people read and handle visitors' messages. */
export class OwnersPage extends Construct {
  readonly url: string;
  readonly people: UserPool;
  /** Who did what with which message. */
  readonly log: ILogGroup;

  constructor(scope: Construct, id: string, props: OwnersPageProps) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', { apiName: props.name, createDefaultStage: false });
    this.url = `${api.apiEndpoint}/`;
    this.people = this.pool(props);
    const client = this.client();
    const domain = this.people.addDomain('Domain', {
      cognitoDomain: { domainPrefix: this.domainPrefix(props.name) },
      // The difference to the newer pages is visible, not functional, and those cost more:
      // https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
      managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI,
    });
    addApiStage(this, api, props);

    const handler = props.handler({ origin: domain.baseUrl(), clientId: client.userPoolClientId });
    this.log = handler.logGroup;
    const integration = new HttpLambdaIntegration('Integration', handler);
    for (const routeKey of Object.values(PAGE_ROUTES)) {
      const { method, path } = routeParts(routeKey);
      api.addRoutes({ path, methods: [method], integration });
    }
    const authorizer = new HttpUserPoolAuthorizer('People', this.people, {
      userPoolClients: [client],
    });
    for (const routeKey of Object.values(OWNER_ROUTES)) {
      const { method, path } = routeParts(routeKey);
      api.addRoutes({
        path,
        methods: [method],
        integration,
        authorizer,
        authorizationScopes: [OWNER_SCOPE],
      });
    }
  }

  private pool({ name, environmentName }: OwnersPageProps) {
    return new UserPool(this, 'People', {
      userPoolName: name,
      featurePlan: FeaturePlan.LITE,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
        tempPasswordValidity: Duration.days(3),
      },
      userInvitation: {
        emailSubject: `Messages of ${environmentName}: your invitation`,
        emailBody: [
          `You may read the messages of ${environmentName} at ${this.url}`,
          'Sign in as {username} with the password {####} within three days.',
          'You choose your own password then, and add an authenticator app.',
        ].join('<br>'),
      },
      // People can be invited again, and the pool holds nothing else.
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** Nobody can keep a secret in a browser, so this client has none: each sign-in proves itself (PKCE). */
  private client() {
    return new UserPoolClient(this, 'Client', {
      userPool: this.people,
      generateSecret: false,
      authFlows: { userSrp: true },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: ACCESS_TOKEN,
      idTokenValidity: ACCESS_TOKEN,
      refreshTokenValidity: SESSION,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [this.url],
        logoutUrls: [this.url],
      },
    });
  }

  /**
   * One of a kind in its region. AWS takes no prefix with `aws`, `amazon` or `cognito` in it, which a
   * project's name may have: so it has a digest of the name.
   */
  private domainPrefix(name: string) {
    const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
    return `owners-${Stack.of(this).account}-${digest}`;
  }
}
