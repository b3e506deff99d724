import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DomainName } from '../../types/branded';
import { logGroupArn } from '../log-group-arn';

export interface QueryLogProps {
  readonly domain: DomainName;
  readonly retention: RetentionDays;
}

/** Where Route 53 logs the queries of a zone; it takes log groups in us-east-1 only. */
export class QueryLog extends Construct {
  readonly logGroupArn: string;

  constructor(scope: Construct, id: string, { domain, retention }: QueryLogProps) {
    super(scope, id);
    const { account, partition } = Stack.of(this);
    const logGroupName = `/aws/route53/${domain}`;
    const group = new LogGroup(this, 'Group', {
      logGroupName,
      retention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Not the zone itself, because the zone can be created only after this.
    group.grantWrite(
      new ServicePrincipal('route53.amazonaws.com', {
        conditions: {
          ArnLike: { 'aws:SourceArn': `arn:${partition}:route53:::hostedzone/*` },
          StringEquals: { 'aws:SourceAccount': account },
        },
      }),
    );
    this.logGroupArn = logGroupArn(this, logGroupName);
  }
}
