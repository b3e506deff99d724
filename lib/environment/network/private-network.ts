import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AclCidr,
  AclTraffic,
  Action,
  CfnFlowLog,
  type CfnSubnet,
  IpAddresses,
  NetworkAcl,
  SubnetType,
  TrafficDirection,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { logGroupArn } from '../log-group-arn';
import { restrainProvider } from '../../functions/provider-function';

export interface PrivateNetworkProps {
  /** Names, or references to them. */
  readonly availabilityZones: string[];
  /** Of the zones, in place of their names; none for the names. */
  readonly zoneIds: readonly string[];
  readonly logRetentionDays: RetentionDays;
}

/** The network is never connected to another one, so its addresses cannot conflict. */
const CIDR = '10.0.0.0/24';

/** For Lambda's interfaces and one address an endpoint: 59 in each zone. */
const SUBNET_MASK = 26;

/** Path, below the stack, of CDK's function that empties the default security group. */
const GROUP_EMPTIER = 'Custom::VpcRestrictDefaultSGCustomResourceProvider';

/** What a caller's own port may be. */
const CALLER_PORTS = AclTraffic.tcpPortRange(1024, 65535);
const HTTPS = AclTraffic.tcpPort(443);

/** Isolated subnets: no gateway leads out, and none leads in. */
export class PrivateNetwork extends Vpc {
  constructor(scope: Construct, id: string, props: PrivateNetworkProps) {
    super(scope, id, {
      ipAddresses: IpAddresses.cidr(CIDR),
      availabilityZones: props.availabilityZones,
      subnetConfiguration: [
        { name: 'Functions', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: SUBNET_MASK },
      ],
      natGateways: 0,
      restrictDefaultSecurityGroup: true,
    });
    for (const [index, zoneId] of props.zoneIds.entries()) {
      const subnet = this.isolatedSubnets[index]?.node.defaultChild as CfnSubnet;
      subnet.addPropertyDeletionOverride('AvailabilityZone');
      subnet.availabilityZoneId = zoneId;
    }
    restrainProvider(Stack.of(this), GROUP_EMPTIER, {
      id: 'DefaultGroupLog',
      retention: props.logRetentionDays,
    });
    this.filter();
    this.log(props.logRetentionDays);
  }

  /**
   * A second barrier behind the security groups: only HTTPS and its answers. An access list knows
   * neither groups nor connections, so it needs a rule for answers. DynamoDB answers from public
   * addresses, through its gateway endpoint. The resolver's DNS passes every list.
   * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
   */
  private filter() {
    const list = new NetworkAcl(this, 'AccessList', {
      vpc: this,
      subnetSelection: { subnetType: SubnetType.PRIVATE_ISOLATED },
    });
    const allow = (
      id: string,
      ruleNumber: number,
      direction: TrafficDirection,
      cidr: AclCidr,
      traffic: AclTraffic,
    ) => list.addEntry(id, { ruleNumber, direction, cidr, traffic, ruleAction: Action.ALLOW });
    const { EGRESS, INGRESS } = TrafficDirection;
    allow('CallsOut', 100, EGRESS, AclCidr.anyIpv4(), HTTPS);
    allow('AnswersOut', 110, EGRESS, AclCidr.ipv4(CIDR), CALLER_PORTS);
    allow('CallsIn', 100, INGRESS, AclCidr.ipv4(CIDR), HTTPS);
    allow('AnswersIn', 110, INGRESS, AclCidr.anyIpv4(), CALLER_PORTS);
  }

  /** Written by hand, because CDK's construct lets the role pass itself. */
  private log(retention: RetentionDays) {
    const logGroup = new LogGroup(this, 'FlowLogGroup', {
      retention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'FlowLogRole', {
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    const grant = logGroup.grant(
      role,
      'logs:CreateLogStream',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
    );
    const flowLog = new CfnFlowLog(this, 'FlowLogs', {
      resourceType: 'VPC',
      resourceId: this.vpcId,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: logGroupArn(this, logGroup.logGroupName),
      deliverLogsPermissionArn: role.roleArn,
    });
    grant.applyBefore(flowLog);
  }
}
