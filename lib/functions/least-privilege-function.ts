import type { Duration } from 'aws-cdk-lib';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionSource } from './function-sources';
import { functionLogGroup } from '../naming';
import { BundledFunction } from './bundled-function';
import { type FunctionPlacement, grantPlacement } from './function-placement';
import { functionRole } from './function-role';

export interface LeastPrivilegeFunctionProps {
  readonly functionName: string;
  /** Of its role, if others must know it. */
  readonly roleName?: string;
  readonly description: string;
  readonly source: FunctionSource;
  readonly timeout: Duration;
  readonly logRetentionDays: RetentionDays;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether X-Ray traces it. */
  readonly tracing: boolean;
  /** Gets the events that an asynchronous call failed at three times. */
  readonly deadLetterQueue?: IQueue;
  /** Default: Lambda's own network. */
  readonly placement?: FunctionPlacement;
}

/** A function whose role may write its own log, and do what it is granted. */
export class LeastPrivilegeFunction extends BundledFunction {
  constructor(scope: Construct, id: string, props: LeastPrivilegeFunctionProps) {
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
      source: props.source,
      memorySize: 512,
      timeout: props.timeout,
      role,
      logGroup,
      environment: props.environment,
      tracing: props.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      ...(props.deadLetterQueue && { deadLetterQueue: props.deadLetterQueue }),
      ...props.placement,
    });
  }
}
