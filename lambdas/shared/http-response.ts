import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** A function's answer to an HTTP API, in payload format 2.0. */
export type HttpResponse = APIGatewayProxyStructuredResultV2;
