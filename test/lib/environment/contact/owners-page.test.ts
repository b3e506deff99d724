import { OWNER_ROUTES, PAGE_ROUTES } from '../../../../lambdas/submissions/contract';
import { bareAndFull, synthesizedEnvironment } from '../../../helpers/synthesis';
import { only } from '../../../helpers/pipeline-definition';
import {
  actionsOf,
  expectResource,
  resourcesOf,
  statementsOf,
} from '../../../helpers/template-rules';

const config = bareAndFull();
const without = synthesizedEnvironment('dev', config).template('contact');
const full = synthesizedEnvironment('prod', config).template('contact');

const isOfPage = ([id]: readonly [string, unknown]) => /^OwnersPage|^QueriesPeople/i.test(id);

/** Routes of the page, with what they ask for. */
const routes = resourcesOf(full)
  .filter(([id, { Type }]) => Type === 'AWS::ApiGatewayV2::Route' && id.startsWith('OwnersPage'))
  .map(([, { Properties = {} }]) => Properties);

describe("owner's page", () => {
  test('is not there unless it is asked for', () => {
    expect(resourcesOf(without).filter(isOfPage)).toEqual([]);
    expect(resourcesOf(without).map(([, { Type }]) => Type)).not.toContain(
      'AWS::Cognito::UserPool',
    );
    expect(JSON.stringify(without.toJSON())).not.toContain('owners-page');
  });

  test('gives data only to those who come from the sign-in pages', () => {
    const asked = (keys: object) =>
      routes
        .filter(({ RouteKey }) => Object.values(keys).includes(RouteKey))
        .map(({ AuthorizationType, AuthorizationScopes }) => [
          AuthorizationType,
          AuthorizationScopes,
        ]);
    expect(asked(PAGE_ROUTES)).toEqual(Object.keys(PAGE_ROUTES).map(() => ['NONE', undefined]));
    expect(asked(OWNER_ROUTES)).toEqual(Object.keys(OWNER_ROUTES).map(() => ['JWT', ['openid']]));
    expect(routes).toHaveLength(Object.keys(PAGE_ROUTES).length + Object.keys(OWNER_ROUTES).length);
  });

  test('no other site can ask in the name of a person', () => {
    const { Properties = {} } =
      resourcesOf(full).find(
        ([id, { Type }]) => Type === 'AWS::ApiGatewayV2::Api' && id.startsWith('OwnersPage'),
      )?.[1] ?? {};
    expect(Properties['Name']).toBe('waypost-prod-owners-page');
    expect(Properties['CorsConfiguration']).toBeUndefined();
  });

  test('people are invited, and have a second factor', () => {
    expectResource(full, 'AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserPoolTier: 'LITE',
    });
  });

  test('signs in by a code with proof, without a secret, for fifteen minutes at a time', () => {
    const { Properties = {} } = only(full, 'AWS::Cognito::UserPoolClient');
    expect(Properties).toMatchObject({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      AccessTokenValidity: 15,
      TokenValidityUnits: { AccessToken: 'minutes' },
    });
    expect(JSON.stringify(Properties['CallbackURLs'])).toMatch(/ApiEndpoint.*"\/"/);
  });

  test('the domain of the sign-in pages holds no word that AWS keeps for itself', () => {
    const { Properties = {} } = only(full, 'AWS::Cognito::UserPoolDomain');
    expect(Properties['Domain']).toMatch(/^owners-333333333333-[0-9a-f]{8}$/);
  });

  test('its function may do what the page does, and no more', () => {
    const actions = statementsOf(full)
      .filter(({ id }) => id.startsWith('OwnersPageFunctionParts'))
      .map(({ statement }) => actionsOf(statement).join(' '))
      .filter((some) => !/ec2:|xray:|kms:|sts:/.test(some));
    expect(actions.sort()).toEqual([
      'dynamodb:DeleteItem dynamodb:GetItem',
      'dynamodb:DeleteItem dynamodb:GetItem dynamodb:Scan dynamodb:UpdateItem',
      'logs:CreateLogStream logs:PutLogEvents',
      'sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage sqs:SendMessage',
      'sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:ReceiveMessage',
    ]);
  });

  test('a saved query says who did what', () => {
    expectResource(full, 'AWS::Logs::QueryDefinition', {
      Name: 'waypost-prod/people/Who did what with which message',
    });
  });
});
