import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { type IHostedZone, TxtRecord } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { SMOKE_TEST_ENV } from '../../lambdas/contact-form/contract';
import type { ContactConfig, EnvironmentConfig } from '../config/config';
import { ContactApi } from '../environment/contact/contact-api';
import {
  ContactFunctions,
  type ContactFunctionsProps,
  DELIVER_TIMEOUT,
} from '../environment/contact/contact-functions';
import { ContactPage, type ContactPageProps } from '../environment/contact/contact-page';
import { GuardTable } from '../environment/contact/guard-table';
import { MailEventSubscription } from '../environment/contact/mail-event-subscription';
import { OwnersPage } from '../environment/contact/owners-page';
import { PipelineAdmission, roleArn } from '../environment/admission/pipeline-admission';
import type { SmokeTest } from '../pipeline/builds/delivery-checks';
import { Webhooks } from '../environment/contact/webhooks';
import { SubmissionQueue } from '../environment/contact/submission-queue';
import { LogQueries } from '../environment/monitoring/log-queries';
import { ServiceLevels } from '../environment/monitoring/service-levels';
import { MTA_STS_FILE, mtaStsText } from '../environment/dns/mta-sts';
import { CONTACT_PAGE_OUTPUT, environmentNames, pipelineNames, ZONE_NAMES } from '../naming';
import type { AccountId } from '../types/branded';
import type { EmailStack } from './email-stack';
import type { StorageStack } from './storage-stack';

export interface ContactStackProps
  extends StackProps, Pick<ContactFunctionsProps, 'project' | 'placement' | 'customerKey'> {
  readonly environment: ContactFunctionsProps['environment'] &
    Pick<EnvironmentConfig, 'ownersPage'>;
  readonly contact: Pick<ContactConfig, 'forms' | 'allowedOrigins'>;
  /** Holds the pipeline, whose smoke test may assume a role here. */
  readonly toolsAccount: AccountId;
  readonly storage: Pick<StorageStack, 'assets' | 'website' | 'submissions'>;
  readonly email: Pick<EmailStack, 'sender' | 'grantSend' | 'mailEvents'>;
  /** The site's files: see ContactPage. */
  readonly site: Pick<ContactPageProps, 'pages' | 'assets' | 'assetsFolder'>;
  /** A policy of MTA-STS that is served beside the page. */
  readonly mtaSts?: { readonly zone: IHostedZone; readonly policy: string };
}

/** The path of a message: page, API, queue, functions. Holds no state that must be kept. */
export class ContactStack extends Stack {
  /** What the pipeline tests this environment with. */
  readonly smokeTest: SmokeTest;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ContactStackProps,
  ) {
    super(scope, id, props);
    const { storage, email, contact, environment, mtaSts } = props;
    const { website } = storage;
    const names = this.names();

    const queues = new SubmissionQueue(this, 'Submissions', {
      queueName: names.submissionQueue,
      deadLetterQueueName: names.deadLetterQueue,
      consumerTimeout: DELIVER_TIMEOUT,
      retentionDays: environment.submissionRetentionDays,
    });
    const functions = new ContactFunctions(this, {
      ...props,
      forms: contact.forms,
      submissions: storage.submissions,
      guard: new GuardTable(this, 'Guard'),
      queues,
    });
    const events = new Topic(this, 'Events', {
      topicName: names.contactEventTopic,
      enforceSSL: true,
    });
    const deliver = functions.deliver(email, events);
    queues.feed(deliver);
    if (environment.webhooks.length > 0) {
      new Webhooks(this, 'WebhookDelivery', {
        webhooks: environment.webhooks,
        events,
        queueName: names.webhookQueue,
        deadLetterQueueName: names.webhookDeadLetterQueue,
        handler: (ofEvents) => functions.webhooks(ofEvents),
      });
    }
    const { handler: feedback } = new MailEventSubscription(this, 'MailFeedback', {
      events: email.mailEvents,
      deadLetterQueueName: names.feedbackDeadLetterQueue,
      handler: (deadLetterQueue) => functions.feedback(deadLetterQueue),
    });
    const allowedOrigins = [website.origin, ...contact.allowedOrigins];
    const submit = functions.submit({ site: website.origin, allowed: allowedOrigins });
    const contactApi = new ContactApi(this, 'Api', {
      apiName: names.contactApi,
      accessLogName: names.contactApiAccessLog,
      serverErrorMetric: names.serverErrorMetric,
      logRetentionDays: environment.logRetentionDays,
      allowedOrigins,
      submit,
      submissionStatus: functions.submissionStatus(),
    });
    contactApi.grantSmokeTest(
      new PipelineAdmission(this, 'SmokeTestRole', {
        roleName: names.smokeTestRole,
        toolsAccount: props.toolsAccount,
        admits: [pipelineNames(props.project).smokeTestRole(environment.name)],
      }),
    );
    const page = new ContactPage(this, 'Page', {
      ...props.site,
      pages: { ...props.site.pages, ...(mtaSts && { [MTA_STS_FILE]: mtaSts.policy }) },
      ...(props.customerKey && { customerKey: props.customerKey }),
      apiUrl: contactApi.api.apiEndpoint,
      bucket: storage.assets,
      distribution: website.distribution,
      logRetentionDays: environment.logRetentionDays,
    });
    if (mtaSts) this.announce(mtaSts, page);
    const levels = new ServiceLevels(this, 'ServiceLevels', {
      names,
      forms: contact.forms,
      pageUrl: website.origin,
      api: contactApi.api,
      logRetentionDays: environment.logRetentionDays,
      tracing: environment.tracing,
    });
    const people = environment.ownersPage ? this.ownersPage(functions) : undefined;
    new LogQueries(this, 'Queries', {
      prefix: names.logQueries,
      logs: {
        submit: submit.logGroup,
        deliver: deliver.logGroup,
        feedback: feedback.logGroup,
        levels: levels.log,
        accessLog: contactApi.accessLog,
        ...(people && { people }),
      },
    });

    const smokeTestRole = roleArn(this.account, names.smokeTestRole);
    this.smokeTest = {
      outputs: {
        [SMOKE_TEST_ENV.contactPageUrl]: this.output(CONTACT_PAGE_OUTPUT, website.origin),
        [SMOKE_TEST_ENV.contactApiUrl]: this.output('ContactApiUrl', contactApi.api.apiEndpoint),
        [SMOKE_TEST_ENV.smokeTestRoleArn]: this.output('SmokeTestRoleArn', smokeTestRole),
        [SMOKE_TEST_ENV.region]: this.output('Region', this.region),
      },
      assumes: [smokeTestRole],
    };
  }

  /**
   * Changed after the file: otherwise servers that know the new id would read the old policy and
   * follow it.
   */
  private announce({ zone, policy }: NonNullable<ContactStackProps['mtaSts']>, page: ContactPage) {
    new TxtRecord(this, 'MtaSts', {
      zone,
      recordName: ZONE_NAMES.mtaSts,
      values: [mtaStsText(policy)],
    }).node.addDependency(page);
  }

  /** @returns the log of who did what */
  private ownersPage(functions: ContactFunctions) {
    const { environment } = this.props;
    const names = this.names();
    const page = new OwnersPage(this, 'OwnersPage', {
      name: names.ownersPage,
      environmentName: environment.name,
      accessLogName: names.ownersPageAccessLog,
      logRetentionDays: environment.logRetentionDays,
      handler: (signIn) => functions.ownersPage(signIn),
    });
    this.output('OwnersPageUrl', page.url);
    this.output('OwnersPagePeople', page.people.userPoolId);
    return page.log;
  }

  private output(id: string, value: string) {
    return new CfnOutput(this, id, { value });
  }

  private names() {
    return environmentNames(this.props.project, this.props.environment.name);
  }
}
