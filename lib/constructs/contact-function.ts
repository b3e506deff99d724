import type { Duration } from 'aws-cdk-lib';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { recordBundle } from '../bundle-record';
import { FUNCTION_BUNDLE } from '../function-bundle';
import { functionLogGroup } from '../naming';
import { type FunctionPlacement, grantPlacement } from './function-placement';
import { functionRole } from './function-role';

export interface ContactFunctionProps {
  readonly functionName: string;
  /** Of its role, if others must know it. */
  readonly roleName?: string;
  readonly description: string;
  /** File whose export `handler` is called. */
  readonly entry: string;
  readonly timeout: Duration;
  readonly logRetentionDays: RetentionDays;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether X-Ray traces it. */
  readonly tracing: boolean;
  /** JavaScript expression -> the literal that esbuild writes in its place. */
  readonly define?: Readonly<Record<string, string>>;
  /** Gets the events that an asynchronous call failed at three times. */
  readonly deadLetterQueue?: IQueue;
  /** Unset, it runs in Lambda's own network. */
  readonly placement?: FunctionPlacement;
}

/** A function whose role may write its own log and otherwise what it is granted. */
export class ContactFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: ContactFunctionProps) {
    const parts = new Construct(scope, `${id}Parts`);
    const { role, logGroup } = functionRole(parts, {
      retention: props.logRetentionDays,
      logGroupName: functionLogGroup(props.functionName),
      ...(props.roleName !== undefined && { roleName: props.roleName }),
    });
    if (props.placement) grantPlacement(role, props.functionName);
    super(scope, id, {
      functionName: props.functionName,
      description: props.description,
      entry: props.entry,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: props.timeout,
      role,
      logGroup,
      environment: props.environment,
      tracing: props.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      ...(props.deadLetterQueue && { deadLetterQueue: props.deadLetterQueue }),
      ...props.placement,
      bundling: {
        bundleAwsSDK: true,
        mainFields: FUNCTION_BUNDLE.mainFields,
        minify: FUNCTION_BUNDLE.minify,
        // Node reads a source map at every cold start. The logs name error and request instead.
        sourceMap: false,
        ...(props.define && { define: props.define }),
      },
    });
    recordBundle(this, props.entry, props.define);
  }
}
