import { Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { Port, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/config';
import type { FunctionPlacement } from '../functions/function-placement';
import { PrivateNetwork } from '../environment/network/private-network';
import { ServiceEndpoints } from '../environment/network/service-endpoints';
import { ServicePrefixList } from '../environment/network/service-prefix-list';
import { environmentNames } from '../naming';
import type { ProjectName } from '../types/branded';

export interface NetworkStackProps extends StackProps {
  readonly project: ProjectName;
  readonly environment: Pick<
    EnvironmentConfig,
    'name' | 'logRetentionDays' | 'tracing' | 'network' | 'ownersPage'
  >;
}

/** A network for the functions, which reaches the services that they call and nothing else. */
export class NetworkStack extends Stack {
  readonly functions: FunctionPlacement;

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, props);
    const { project, environment } = props;
    const { logRetentionDays, tracing, network, ownersPage } = environment;

    const vpc = new PrivateNetwork(this, 'Vpc', {
      availabilityZones: this.availabilityZones,
      zoneIds: network.availabilityZones ?? [],
      logRetentionDays,
    });
    const group = (name: string, description: string) =>
      new SecurityGroup(this, name, { vpc, description, allowAllOutbound: false });
    const functions = group('FunctionsGroup', 'Functions of the contact form');
    const endpoints = group('EndpointsGroup', 'Endpoints of the services that functions call');
    const { peer: tables } = new ServicePrefixList(this, 'TablesPrefixList', {
      service: 'dynamodb',
      logRetentionDays,
    });
    functions.connections.allowTo(endpoints, Port.HTTPS, 'Functions call services');
    functions.connections.allowTo(tables, Port.HTTPS, 'Functions call DynamoDB');
    new ServiceEndpoints(this, 'Endpoints', {
      vpc,
      securityGroup: endpoints,
      names: environmentNames(project, environment.name),
      tracing,
      ownersPage,
    });
    this.functions = {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [functions],
    };
  }

  /** The first two of the account, named in the deployment: CDK would look them up in synth. */
  override get availabilityZones(): string[] {
    return [0, 1].map((index) => Fn.select(index, Fn.getAzs()));
  }
}
