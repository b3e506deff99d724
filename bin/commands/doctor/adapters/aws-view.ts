import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { BackupClient, DescribeRegionSettingsCommand } from '@aws-sdk/client-backup';
import {
  CloudFormationClient,
  GetTemplateCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeAvailabilityZonesCommand,
  DescribeVpcEndpointServicesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Route53Client } from '@aws-sdk/client-route-53';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import type { AccountAndRegion } from '../../../../lib/config/config';
import { describeStack, isMissingStack } from '../../../../lambdas/shared/describe-stack';
import { itemsOf } from '../../../../lambdas/shared/pages';
import { askAws, callerAccount } from '../../terminal/aws-account';
import type { ClientSettings } from '../../terminal/client-settings';
import type { AccountView } from '../ports';
import { buildQuotas } from './build-quotas';
import { connectionState, ENDPOINT_VARIABLE } from './connection';
import { hostedZoneRecords } from './hosted-zone';
import { mailSubscriptions } from './mail-subscriptions';
import { templateOf } from './template-of';

const ZONE = 'AWS::Route53::HostedZone';
const CERTIFICATE = 'AWS::CertificateManager::Certificate';

/** An account, as its APIs show it. */
export function awsView(target: AccountAndRegion, settings: ClientSettings = {}): AccountView {
  const client = { region: target.region, ...settings };
  const cloudFormation = (region: string) => new CloudFormationClient({ ...client, region });
  const ses = new SESv2Client(client);
  const ec2 = new EC2Client(client);
  /** Physical id of the first resource of a type that a stack holds. */
  const resourceIn = (StackName: string, region: string, type: string) =>
    unlessAbsent(async () => {
      const pages = paginateListStackResources({ client: cloudFormation(region) }, { StackName });
      const resources = await itemsOf(
        pages,
        ({ StackResourceSummaries }) => StackResourceSummaries,
      );
      return resources.find(({ ResourceType }) => ResourceType === type)?.PhysicalResourceId;
    });

  return {
    accountId: () => callerAccount(client),

    async stack(StackName, region) {
      const stack = await askAws(() => describeStack(cloudFormation(region), StackName));
      if (stack?.StackStatus === undefined) return undefined;
      const outputs = (stack.Outputs ?? []).map(
        ({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue] as const,
      );
      const parameters = (stack.Parameters ?? []).map(
        ({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue] as const,
      );
      return {
        status: stack.StackStatus,
        outputs: Object.fromEntries(outputs),
        parameters: Object.fromEntries(parameters),
      };
    },

    async template(StackName, region) {
      const answer = await unlessAbsent(() =>
        cloudFormation(region).send(
          new GetTemplateCommand({ StackName, TemplateStage: 'Original' }),
        ),
      );
      if (answer?.TemplateBody === undefined) return undefined;
      return templateOf(answer.TemplateBody);
    },

    connection: (arn) =>
      askAws(() =>
        connectionState(
          arn,
          new STSClient(client).config.credentials,
          process.env[ENDPOINT_VARIABLE],
        ),
      ),

    async certificate(stack, region) {
      const CertificateArn = await resourceIn(stack, region, CERTIFICATE);
      if (CertificateArn === undefined) return undefined;
      const acm = new ACMClient({ ...client, region });
      const { Certificate } = await askAws(() =>
        acm.send(new DescribeCertificateCommand({ CertificateArn })),
      );
      const { Status = 'unknown', FailureReason, NotAfter, RenewalSummary } = Certificate ?? {};
      const renewal = RenewalSummary?.RenewalStatus;
      return {
        status: Status,
        ...(FailureReason !== undefined && { failure: FailureReason }),
        ...(NotAfter !== undefined && { notAfter: NotAfter }),
        ...(renewal !== undefined && { renewal }),
      };
    },

    async backupOfTables(region) {
      const backup = new BackupClient({ ...client, region });
      const { ResourceTypeOptInPreference, ResourceTypeManagementPreference } = await askAws(() =>
        backup.send(new DescribeRegionSettingsCommand({})),
      );
      return {
        optedIn: ResourceTypeOptInPreference?.['DynamoDB'] ?? false,
        managed: ResourceTypeManagementPreference?.['DynamoDB'] ?? false,
      };
    },

    async zoneRecords(stack, region) {
      const zone = await resourceIn(stack, region, ZONE);
      if (zone === undefined) return undefined;
      return askAws(() => hostedZoneRecords(new Route53Client(client), zone));
    },

    async zones() {
      const { AvailabilityZones = [] } = await askAws(() =>
        ec2.send(
          new DescribeAvailabilityZonesCommand({
            Filters: [{ Name: 'zone-type', Values: ['availability-zone'] }],
          }),
        ),
      );
      return AvailabilityZones.map(({ ZoneName = '', ZoneId = '' }) => ({
        name: ZoneName,
        id: ZoneId,
      })).sort((one, other) => one.name.localeCompare(other.name));
    },

    async endpointZones(services) {
      const prefix = `com.amazonaws.${target.region}.`;
      const { ServiceDetails = [] } = await askAws(() =>
        ec2.send(
          new DescribeVpcEndpointServicesCommand({
            ServiceNames: services.map((service) => `${prefix}${service}`),
            Filters: [{ Name: 'service-type', Values: ['Interface'] }],
          }),
        ),
      );
      return new Map(
        ServiceDetails.map(({ ServiceName = '', AvailabilityZones = [] }) => [
          ServiceName.slice(prefix.length),
          AvailabilityZones,
        ]),
      );
    },

    async functionsAtOnce() {
      const lambda = new LambdaClient(client);
      const { AccountLimit } = await askAws(() => lambda.send(new GetAccountSettingsCommand({})));
      return AccountLimit?.ConcurrentExecutions ?? 0;
    },

    buildsAtOnce: () => askAws(() => buildQuotas(new ServiceQuotasClient(client))),

    async mailAccount() {
      const account = await askAws(() => ses.send(new GetAccountCommand({})));
      const review = account.Details?.ReviewDetails?.Status;
      return {
        productionAccess: account.ProductionAccessEnabled ?? false,
        enforcement: account.EnforcementStatus ?? 'unknown',
        sendingEnabled: account.SendingEnabled ?? false,
        ...(review !== undefined && { review }),
        perDay: account.SendQuota?.Max24HourSend ?? 0,
        perSecond: account.SendQuota?.MaxSendRate ?? 0,
        sentLastDay: account.SendQuota?.SentLast24Hours ?? 0,
      };
    },

    async mailIdentity(EmailIdentity) {
      const found = await unlessAbsent(() =>
        ses.send(new GetEmailIdentityCommand({ EmailIdentity })),
      );
      if (found === undefined) return undefined;
      return {
        verified: found.VerifiedForSendingStatus ?? false,
        dkim: found.DkimAttributes?.Status ?? 'unknown',
        mailFrom: found.MailFromAttributes?.MailFromDomainStatus ?? 'unknown',
      };
    },

    async subscriptions(topic) {
      const TopicArn = `arn:aws:sns:${target.region}:${target.account}:${topic}`;
      const sns = { client: new SNSClient(client) };
      const pages = paginateListSubscriptionsByTopic(sns, { TopicArn });
      return unlessAbsent(() =>
        itemsOf(pages, ({ Subscriptions = [] }) => mailSubscriptions(Subscriptions)),
      );
    },
  };
}

async function unlessAbsent<Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> {
  return askAws(async () => {
    try {
      return await call();
    } catch (error) {
      if (isMissingStack(error) || isMissing(error)) return undefined;
      throw error;
    }
  });
}

/** Error names of SES and SNS for a missing resource. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotFoundException';
}
