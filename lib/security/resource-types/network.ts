import { type HandlerGrant, type GrantTable, onAny, passRoleTo } from '../grant';

/** Resources of EC2 have no names: what is in a network has ids, and a list call lists everything. */
const inNetwork = (...actions: string[]): HandlerGrant =>
  onAny('AWS gives what a network is made of its ids.', '*', ...actions.map((one) => `ec2:${one}`));

const TAGS = ['CreateTags', 'DeleteTags'];

/** The network of `network: { vpc: true }`. */
export const NETWORK_GRANTS: GrantTable = {
  'AWS::EC2::FlowLog': [
    inNetwork('CreateFlowLogs', 'DeleteFlowLogs', 'DescribeFlowLogs', 'DescribeTags', ...TAGS),
    passRoleTo('vpc-flow-logs.amazonaws.com'),
  ],
  'AWS::EC2::NetworkAcl': [
    inNetwork(
      'CreateNetworkAcl',
      'DeleteNetworkAcl',
      'DescribeNetworkAcls',
      'DescribeTags',
      ...TAGS,
    ),
  ],
  'AWS::EC2::NetworkAclEntry': [
    inNetwork(
      'CreateNetworkAclEntry',
      'DeleteNetworkAclEntry',
      'DescribeNetworkAcls',
      'ReplaceNetworkAclEntry',
    ),
  ],
  'AWS::EC2::RouteTable': [
    inNetwork('CreateRouteTable', 'DeleteRouteTable', 'DescribeRouteTables', ...TAGS),
  ],
  'AWS::EC2::SecurityGroup': [
    inNetwork(
      'AuthorizeSecurityGroupEgress',
      'AuthorizeSecurityGroupIngress',
      'CreateSecurityGroup',
      'DeleteSecurityGroup',
      'DescribeInstances',
      'DescribeSecurityGroups',
      'RevokeSecurityGroupEgress',
      'RevokeSecurityGroupIngress',
      'UpdateSecurityGroupRuleDescriptionsEgress',
      'UpdateSecurityGroupRuleDescriptionsIngress',
      ...TAGS,
    ),
    // Of functions in the group: whether there is what they name, and whether they have left it.
    inNetwork('DescribeNetworkInterfaces', 'DescribeSubnets', 'DescribeVpcs'),
  ],
  'AWS::EC2::SecurityGroupEgress': [
    inNetwork(
      'AuthorizeSecurityGroupEgress',
      'DescribeSecurityGroupRules',
      'RevokeSecurityGroupEgress',
      'UpdateSecurityGroupRuleDescriptionsEgress',
    ),
  ],
  'AWS::EC2::SecurityGroupIngress': [
    inNetwork(
      'AuthorizeSecurityGroupIngress',
      'DescribeSecurityGroupRules',
      'DescribeSecurityGroups',
      'RevokeSecurityGroupIngress',
      'UpdateSecurityGroupRuleDescriptionsIngress',
    ),
  ],
  'AWS::EC2::Subnet': [
    inNetwork(
      'CreateSubnet',
      'DeleteSubnet',
      'DescribeAvailabilityZones',
      'DescribeNetworkAcls',
      'DescribeSubnets',
      'ModifySubnetAttribute',
      ...TAGS,
    ),
  ],
  'AWS::EC2::SubnetNetworkAclAssociation': [
    inNetwork('DescribeNetworkAcls', 'ReplaceNetworkAclAssociation'),
  ],
  'AWS::EC2::SubnetRouteTableAssociation': [
    inNetwork(
      'AssociateRouteTable',
      'DescribeRouteTables',
      'DescribeSubnets',
      'DisassociateRouteTable',
      'ReplaceRouteTableAssociation',
    ),
  ],
  'AWS::EC2::VPC': [
    inNetwork(
      'CreateVpc',
      'DeleteVpc',
      'DescribeNetworkAcls',
      'DescribeSecurityGroups',
      'DescribeVpcAttribute',
      'DescribeVpcEncryptionControls',
      'DescribeVpcs',
      'ModifyVpcAttribute',
      ...TAGS,
    ),
  ],
  'AWS::EC2::VPCEndpoint': [
    inNetwork(
      'CreateVpcEndpoint',
      'DeleteVpcEndpoints',
      'DescribePrefixLists',
      'DescribeSecurityGroups',
      'DescribeSubnets',
      'DescribeVpcEndpoints',
      'DescribeVpcEndpointServices',
      'DescribeVpcs',
      'ModifyVpcEndpoint',
      ...TAGS,
    ),
    onAny(
      'EC2 asks for it where private DNS answers for an endpoint; AWS gives network and zone their ids.',
      ['arn:aws:ec2:*:{account}:vpc/*', 'arn:aws:route53:::hostedzone/*'],
      'route53:AssociateVPCWithHostedZone',
    ),
  ],
};
