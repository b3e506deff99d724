import type { Config } from '../../../lib/config/config';
import { accountsOf } from '../../../lib/config/accounts';
import { toolsRegions } from '../../../lib/config/regions';
import { pipelineNames } from '../../../lib/naming';
import { BOOTSTRAP_RECORD, type BootstrapRecord } from '../../../lib/security/bootstrap-record';
import { CommandError } from '../terminal/command-error';
import { expectAccount } from '../terminal/expect-account';
import { bootstrapCommand } from '../bootstrap/expect-bootstrap';
import type { AwsAccount } from '../terminal/aws-account';
import type { DeployPorts, Repository } from './ports';

/** Deploys the pipeline for the first time. From then on, it updates itself on each push. */
export async function deploy(config: Config, ports: DeployPorts): Promise<void> {
  const { project, source, tools } = config;
  const commit = await expectPushedCommit(ports.git, source.branch);
  const account = ports.open(tools, false);
  await expectAccount(account, 'tools', tools);
  const regions = toolsRegions(config);
  await expectBootstrapped(account, regions);
  expectRecorded(config, ports.record.read());

  const { stack, replicaStack } = pipelineNames(project);
  const replicas = regions.filter((region) => region !== tools.region).map(replicaStack);
  ports.print(`Deploying ${stack} of commit ${commit} to aws://${tools.account}/${tools.region}`);
  await ports.cdk([
    'deploy',
    stack,
    ...replicas,
    // For these stacks alone, the CLI bundles only their functions. Those of the environments take longer.
    '--exclusively',
    '--require-approval',
    'never',
    '--no-notices',
  ]);
  ports.print(`The pipeline starts now. From here on, push to ${source.branch} to deliver.`);
}

/**
 * The new pipeline starts at once from the remote branch. If HEAD were another commit, the pipeline
 * would change itself back to the remote's commit.
 * @returns the commit's id
 */
async function expectPushedCommit(git: Repository, branch: string): Promise<string> {
  if (!(await git.isRepository())) {
    throw new CommandError(
      'NOT_A_REPOSITORY',
      'This folder is not a git repository. Clone your repository, and deploy from the clone.',
    );
  }
  const head = await git.head();
  if (head === undefined) {
    throw new CommandError('NO_COMMIT', 'There is no commit yet. Commit and push first.');
  }
  const changes = await git.changes();
  if (changes.length > 0) {
    throw new CommandError(
      'UNCOMMITTED_CHANGES',
      ['There are uncommitted changes. Commit and push, or discard them:', ...changes].join('\n  '),
    );
  }
  const pushed = await git.pushed(branch);
  if (pushed === head) return head;
  throw new CommandError(
    'COMMIT_NOT_PUSHED',
    pushed === undefined
      ? `The remote "origin" has no branch "${branch}". Run \`git push origin HEAD:${branch}\`.`
      : `HEAD is ${head}, but ${branch} at the remote "origin" is ${pushed}. ` +
          `Run \`git push origin HEAD:${branch}\`, or check out what is there.`,
  );
}

async function expectBootstrapped(aws: AwsAccount, regions: readonly string[]): Promise<void> {
  for (const region of regions) {
    if (await aws.isBootstrapped(region)) continue;
    throw new CommandError(
      'NOT_BOOTSTRAPPED',
      `The tools account is not bootstrapped in ${region}. Run \`npx waypost bootstrap tools\`.`,
    );
  }
}

/**
 * Policies of the pipeline's key and buckets name roles in the environments' accounts. Bootstrap makes these
 * roles. KMS and S3 refuse principals that do not exist, and the new stack would roll back.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function expectRecorded(config: Config, record: BootstrapRecord | undefined): void {
  if (record === undefined) return;
  const missing = accountsOf(config).flatMap(({ name, account, regions }) => {
    const recorded = record[name];
    const known = recorded?.account === account ? recorded.regions : [];
    const lacking = regions.filter((region) => !known.includes(region));
    if (lacking.length === 0) return [];
    return [
      `  ${name}, account ${account}, in ${lacking.join(', ')}`,
      `    ${bootstrapCommand({ name, account })}`,
    ];
  });
  if (missing.length === 0) return;
  throw new CommandError(
    'NOT_BOOTSTRAPPED',
    [
      `${BOOTSTRAP_RECORD} does not list these as bootstrapped, but the pipeline needs roles in them.`,
      'Bootstrap them, commit the file, and push:',
      ...missing,
    ].join('\n'),
  );
}
