import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** Whether API Gateway let the request through by IAM: only it fills in `authorizer.iam`. */
export function isSigned({
  requestContext,
}: Pick<APIGatewayProxyEventV2, 'requestContext'>): boolean {
  // The types know the authoriser only on events of routes that have one.
  const { authorizer } = requestContext as { authorizer?: { iam?: unknown } };
  return authorizer?.iam !== undefined && authorizer.iam !== null;
}
