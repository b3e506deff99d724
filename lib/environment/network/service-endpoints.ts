import { ArnFormat, Stack } from 'aws-cdk-lib';
import {
  GatewayVpcEndpoint,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  type ISecurityGroup,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  DELIVER_ACTIONS,
  FEEDBACK_ACTIONS,
  SUBMISSION_STATUS_ACTIONS,
  SUBMIT_ACTIONS,
} from '../../../lambdas/contact-form/contract';
import { OWNERS_PAGE_ACTIONS } from '../../../lambdas/submissions/contract';
import type { EnvironmentNames } from '../../naming';

export interface ServiceEndpointsProps {
  readonly vpc: IVpc;
  /** Of the interface endpoints. */
  readonly securityGroup: ISecurityGroup;
  readonly names: EnvironmentNames;
  /** Whether X-Ray traces the functions. */
  readonly tracing: boolean;
  /** Whether people handle messages on the owner's page. */
  readonly ownersPage: boolean;
}

/** What an endpoint lets through. */
interface Passage {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** X-Ray knows no resources to write traces to. */
const TRACES: Passage = {
  actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  resources: ['*'],
};

/**
 * The only ways out of the network: to each service that the functions call, for the calls of their
 * contract, on our own resources, by this account. With private DNS the functions use the services'
 * public names. Logs need no endpoint: Lambda itself sends what a function writes.
 */
export class ServiceEndpoints extends Construct {
  private readonly names: ServiceEndpointsProps['names'];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceEndpointsProps,
  ) {
    super(scope, id);
    this.names = props.names;

    this.tables();
    this.endpoint('Queues', InterfaceVpcEndpointAwsService.SQS, this.queues());
    this.endpoint('Mail', InterfaceVpcEndpointAwsService.EMAIL, this.mail());
    this.endpoint('Events', InterfaceVpcEndpointAwsService.SNS, this.events());
    if (props.tracing) this.endpoint('Traces', InterfaceVpcEndpointAwsService.XRAY, TRACES);
  }

  /** A gateway, which costs nothing. Tables have generated names, which begin with their stack's. */
  private tables() {
    const { storage, contact } = this.names.stacks;
    new GatewayVpcEndpoint(this, 'Tables', {
      vpc: this.props.vpc,
      service: GatewayVpcEndpointAwsService.DYNAMODB,
    }).addToPolicy(
      this.admit({
        actions: [
          ...new Set([
            ...SUBMIT_ACTIONS.guardTable,
            ...DELIVER_ACTIONS.table,
            ...DELIVER_ACTIONS.guardTable,
            ...SUBMISSION_STATUS_ACTIONS,
            ...FEEDBACK_ACTIONS,
            ...(this.props.ownersPage
              ? [...OWNERS_PAGE_ACTIONS.table, ...OWNERS_PAGE_ACTIONS.guardTable]
              : []),
          ]),
        ],
        resources: [storage, contact].map((stack) => this.arn('dynamodb', 'table', `${stack}-*`)),
      }),
    );
  }

  private queues(): Passage {
    const { submissionQueue, deadLetterQueue } = this.names;
    return {
      actions: [
        ...new Set([
          ...SUBMIT_ACTIONS.queue,
          ...DELIVER_ACTIONS.queue,
          ...DELIVER_ACTIONS.deadLetterQueue,
          ...(this.props.ownersPage
            ? [...OWNERS_PAGE_ACTIONS.queue, ...OWNERS_PAGE_ACTIONS.deadLetterQueue]
            : []),
        ]),
      ],
      resources: [submissionQueue, deadLetterQueue].map((queue) => this.arn('sqs', queue)),
    };
  }

  /** In the sandbox, SES also checks the permission on each recipient's identity: see EmailStack. */
  private mail(): Passage {
    const { configurationSet, receiptConfigurationSet, templates } = this.names;
    return {
      actions: DELIVER_ACTIONS.mail,
      resources: [
        this.arn('ses', 'identity', '*'),
        this.arn('ses', 'configuration-set', configurationSet),
        this.arn('ses', 'configuration-set', receiptConfigurationSet),
        this.arn('ses', 'template', `${templates.message}-*`),
        this.arn('ses', 'template', `${templates.receipt}-*`),
      ],
    };
  }

  private events(): Passage {
    return {
      actions: DELIVER_ACTIONS.eventTopic,
      resources: [this.arn('sns', this.names.contactEventTopic)],
    };
  }

  private endpoint(id: string, service: InterfaceVpcEndpointAwsService, passage: Passage) {
    const { vpc, securityGroup } = this.props;
    new InterfaceVpcEndpoint(this, id, {
      vpc,
      service,
      securityGroups: [securityGroup],
      open: false,
      privateDnsEnabled: true,
    }).addToPolicy(this.admit(passage));
  }

  private admit({ actions, resources }: Passage) {
    return new PolicyStatement({
      principals: [new AnyPrincipal()],
      actions: [...actions],
      resources: [...resources],
      conditions: { StringEquals: { 'aws:PrincipalAccount': Stack.of(this).account } },
    });
  }

  private arn(service: string, resource: string, resourceName?: string) {
    return Stack.of(this).formatArn({
      service,
      resource,
      ...(resourceName === undefined
        ? { arnFormat: ArnFormat.NO_RESOURCE_NAME }
        : { resourceName }),
    });
  }
}
