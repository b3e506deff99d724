import { join } from 'node:path';
import { Stack, Stage, type StageProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config, EnvironmentConfig } from '../lib/config/config';
import { environmentStacks, type StackId } from '../lib/config/environment/environment-stacks';
import { delegationRecords } from '../lib/environment/dns/delegation-records';
import { mtaStsPolicy } from '../lib/environment/dns/mta-sts';
import { encryptWith } from '../lib/environment/customer-key';
import { roleArn } from '../lib/environment/admission/pipeline-admission';
import { type StackProtection, StackProtector } from '../lib/environment/admission/stack-protector';
import { environmentNames, pipelineNames, ZONE_NAMES } from '../lib/naming';
import { boundedRoles } from '../lib/security/permissions-boundary';
import { BackupCopyStack } from '../lib/stacks/backup-copy-stack';
import { ContactStack } from '../lib/stacks/contact-stack';
import { CostStack } from '../lib/stacks/cost-stack';
import type { DeliveredStage } from '../lib/stacks/deployment-stack';
import { DnsStack } from '../lib/stacks/dns-stack';
import { EdgeStack } from '../lib/stacks/edge-stack';
import { EmailStack } from '../lib/stacks/email-stack';
import { KeyStack } from '../lib/stacks/key-stack';
import { MonitoringStack } from '../lib/stacks/monitoring-stack';
import { NetworkStack } from '../lib/stacks/network-stack';
import { StorageStack } from '../lib/stacks/storage-stack';
import { standardTags } from '../lib/tags';
import { ASSETS_FOLDER } from '../site/fingerprint';
import { publishedSite } from '../site/published-site';
import { mailTemplates } from './mail-templates';

export interface ApplicationStageProps
  extends
    StageProps,
    Pick<Config, 'project' | 'contact' | 'notifications' | 'tools' | 'environments'> {
  readonly environment: EnvironmentConfig;
}

const EMAIL = join(__dirname, '../lambdas/contact-form/email');

/**
 * One environment. Its stacks deploy in three steps (docs/architecture.md, docs/adr/0003).
 */
export class ApplicationStage extends Stage {
  readonly dns: DnsStack;
  /** Unset, AWS's keys encrypt everything. */
  readonly keys?: KeyStack;
  /** Unset, the functions run in Lambda's own network. */
  readonly network?: NetworkStack;
  readonly email: EmailStack;
  readonly storage: StorageStack;
  readonly contact: ContactStack;
  readonly monitoring: MonitoringStack;
  /** Unset where data is not protected. */
  readonly protection?: StackProtection;
  /** Unset when no address is to be told of costs (lib/config/environment/environment-stacks.ts). */
  readonly cost?: CostStack;
  private readonly backupCopy: BackupCopyStack | undefined;

  constructor(scope: Construct, id: string, props: ApplicationStageProps) {
    const { project, environment, environments, tools, contact, notifications } = props;
    const { account, region, domain, records, mtaSts } = environment;
    super(scope, id, {
      ...props,
      env: { account, region },
      permissionsBoundary: boundedRoles(project, environment),
    });

    this.dns = new DnsStack(this, 'Dns', {
      ...this.stackProps(props, 'dns'),
      project,
      environment,
      subscribers: notifications,
      delegations: delegationRecords(domain, environments),
    });
    if (environment.customerKeys) {
      this.keys = new KeyStack(this, 'Keys', {
        ...this.stackProps(props, 'keys'),
        project,
        environment,
      });
    }
    if (environment.network.vpc) {
      this.network = new NetworkStack(this, 'Network', {
        ...this.stackProps(props, 'network'),
        project,
        environment,
      });
    }
    this.backupCopy = this.copiedBackups(props);
    const { zone, certificate } = this.dns;
    this.storage = new StorageStack(this, 'Storage', {
      ...this.stackProps(props, 'storage'),
      project,
      environment,
      ...(this.keys && { customerKey: this.keys.key }),
      ...(certificate && {
        customDomain: {
          domain,
          zone,
          certificate,
          otherNames: mtaSts ? [ZONE_NAMES.mtaStsHost] : [],
        },
      }),
    });
    new EdgeStack(this, 'Edge', {
      ...this.stackProps(props, 'edge'),
      project,
      environment,
      storage: this.storage,
    });
    this.email = new EmailStack(this, 'Email', {
      ...this.stackProps(props, 'email'),
      project,
      environment,
      zone,
      ownerSender: contact.sender,
      sharesSender: sharesSender(environment, environments),
      templates: mailTemplates(contact.forms, EMAIL),
    });
    this.contact = new ContactStack(this, 'Contact', {
      ...this.stackProps(props, 'contact'),
      project,
      environment,
      contact,
      toolsAccount: tools.account,
      storage: this.storage,
      email: this.email,
      ...(this.network && { placement: this.network.functions }),
      ...(this.keys && { customerKey: this.keys.key }),
      site: { ...publishedSite(contact.forms), assetsFolder: ASSETS_FOLDER },
      ...(mtaSts && { mtaSts: { zone, policy: mtaStsPolicy(mtaSts, records) } }),
    });
    this.monitoring = new MonitoringStack(this, 'Monitoring', {
      ...this.stackProps(props, 'monitoring'),
      project,
      environment,
      drift: {
        stacks: Object.entries(environmentStacks(environment)).map(([stack, region]) => ({
          region,
          stackName: environmentNames(project, environment.name).stacks[stack as StackId],
        })),
      },
      subscribers: notifications,
    });
    if ('cost' in environmentStacks(environment)) {
      this.cost = new CostStack(this, 'Cost', {
        ...this.stackProps(props, 'cost'),
        project,
        environment,
        subscribers: notifications,
      });
    }
    this.orderStacks();
    if (this.keys) this.encryptStacks(this.keys);
    if (environment.protectData) this.protection = this.protectStacks(props);
  }

  /**
   * All in the key's region. S3 delivers no access logs to a bucket that a customer key encrypts:
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
   */
  private encryptStacks(keys: KeyStack) {
    const { network, storage, email, contact, monitoring } = this;
    for (const stack of [storage, email, contact, monitoring, ...(network ? [network] : [])]) {
      encryptWith(keys.key, stack, [storage.accessLogs]);
      stack.addStackDependency(keys);
    }
  }

  /** CDK Pipelines ignores the stacks' own flag (aws/aws-cdk#17871), so a build sets it with this role. */
  private protectStacks({ project, environment, tools }: ApplicationStageProps): StackProtection {
    const roleName = environmentNames(project, environment.name).stackProtectionRole;
    const stacks = this.node
      .findAll()
      .filter((one) => Stack.isStack(one))
      .filter(({ terminationProtection }) => terminationProtection)
      .map(({ region, stackName }) => ({ region, stackName }));
    new StackProtector(this.storage, 'StackProtector', {
      roleName,
      toolsAccount: tools.account,
      admits: [pipelineNames(project).stackProtectionRole(environment.name)],
      stacks,
    });
    return { roleArn: roleArn(environment.account, roleName), stacks };
  }

  /** Stacks that refer to others by name make no references, so the order is declared here. */
  private orderStacks() {
    if (this.network) this.contact.addStackDependency(this.network);
    for (const stack of [this.storage, this.email]) {
      stack.addStackDependency(this.dns);
      this.contact.addStackDependency(stack);
      this.monitoring.addStackDependency(stack);
    }
    if (this.backupCopy) this.storage.addStackDependency(this.backupCopy);
  }

  private copiedBackups(props: ApplicationStageProps) {
    const { name, backup, protectData } = props.environment;
    if (backup?.copyTo === undefined) return undefined;
    return new BackupCopyStack(this, 'BackupCopy', {
      ...this.stackProps(props, 'backupCopy'),
      vault: {
        vaultName: environmentNames(props.project, name).backup.vault,
        retentionDays: backup.retentionDays,
        retain: protectData,
      },
    });
  }

  private stackProps({ project, environment }: ApplicationStageProps, stack: StackId) {
    const region = environmentStacks(environment)[stack];
    return {
      env: { account: environment.account, ...(region && { region }) },
      stackName: environmentNames(project, environment.name).stacks[stack],
      tags: standardTags(project, environment.name, stack),
      terminationProtection: environment.protectData,
      // Without it, a reference to the zone from us-east-1 needs a physical name. The reference stays weak.
      crossRegionReferences: true,
    };
  }
}

/** Whether an environment before it, in the same account and region, has the identity of the owner's sender. */
function sharesSender(
  environment: EnvironmentConfig,
  environments: readonly EnvironmentConfig[],
): boolean {
  const first = environments.find(
    ({ account, region, delegated }) =>
      !delegated && account === environment.account && region === environment.region,
  );
  return !environment.delegated && first?.name !== environment.name;
}

/** The stage that the pipeline delivers. */
export function deliverApplication(
  config: Config,
): (scope: Construct, environment: EnvironmentConfig) => DeliveredStage {
  return (scope, environment) => {
    const stage = new ApplicationStage(scope, environment.name, { ...config, environment });
    const { contact, protection } = stage;
    return { stage, smokeTest: contact.smokeTest, ...(protection && { protection }) };
  };
}
