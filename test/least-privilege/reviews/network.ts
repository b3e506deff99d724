import { LOG, type ReviewedGrants, writesItsLog } from './review';

export const NETWORK_GRANTS: readonly ReviewedGrants[] = [
  writesItsLog(/^<env>-network\.TablesPrefixListRole$/, '<env>-network.TablesPrefixListLog'),
  {
    roles: /^<env>-network\.TablesPrefixListRole$/,
    why: 'wide',
    reason: 'EC2’s Describe calls know no resources.',
    grants: [['*', ['ec2:DescribeManagedPrefixLists']]],
  },
  {
    roles: /^<env>-network\.VpcFlowLogRole$/,
    why: 'unrecorded',
    reason: 'VPC flow logs write under it; the star is for the streams.',
    grants: [
      [
        'arn:aws:logs:<region>:<account>:log-group:<env>-network.VpcFlowLogGroup:*',
        [...LOG, 'logs:DescribeLogStreams'],
      ],
    ],
  },
];
