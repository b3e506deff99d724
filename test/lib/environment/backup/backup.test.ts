import { Template } from 'aws-cdk-lib/assertions';
import { DeploymentStack } from '../../../../lib/stacks/deployment-stack';
import { deliverApplication } from '../../../../stages/application-stage';
import { exampleConfig, prodInput } from '../../../helpers/example-config';
import {
  deploymentsOf,
  deploymentSteps,
  only,
  stageNamed,
} from '../../../helpers/pipeline-definition';
import { synthesizedEnvironment, templateOf } from '../../../helpers/synthesis';
import { actionsOf, resourcesOf, statementsOf } from '../../../helpers/template-rules';
import { testApp } from '../../../helpers/test-app';

const config = exampleConfig({
  environments: [
    { ...prodInput, backup: { copyTo: 'eu-central-1', retentionDays: 14 } },
    {
      ...prodInput,
      name: 'plain',
      account: '444444444444',
      domain: 'plain.example.com',
      delegated: false,
    },
  ],
});
const copied = synthesizedEnvironment('prod', config);
const storage = copied.template('storage');
const copy = copied.template('backupCopy');
const plain = synthesizedEnvironment('plain', config);
const dev = synthesizedEnvironment('dev');

interface Lock {
  readonly MinRetentionDays: number;
  readonly MaxRetentionDays: number;
}

/**
 * Nobody can lift a lock in compliance mode, not even AWS: who sets one by mistake keeps every backup
 * in the vault. `ChangeableForDays` is what asks for it.
 */
function assertGovernanceMode(template: Template) {
  for (const [id, { Type, Properties }] of resourcesOf(template)) {
    if (Type !== 'AWS::Backup::BackupVault') continue;
    const lock = Properties?.['LockConfiguration'];
    if (lock === undefined) throw new Error(`${id} is not locked`);
    if (JSON.stringify(lock).includes('ChangeableForDays')) {
      throw new Error(`${id} is locked for good`);
    }
  }
}

const vaults = [copied, plain].flatMap(({ all }) =>
  all.flatMap(({ template }) =>
    resourcesOf(template).filter(([, { Type }]) => Type === 'AWS::Backup::BackupVault'),
  ),
);

describe('backup vault', () => {
  test('is locked in governance mode, wherever there is one', () => {
    expect(vaults).toHaveLength(3);
    for (const { template } of [...copied.all, ...plain.all, ...dev.all]) {
      expect(() => {
        assertGovernanceMode(template);
      }).not.toThrow();
    }
  });

  test.each([
    ['a lock that nobody can lift', { MinRetentionDays: 1, ChangeableForDays: 3 }, 'for good'],
    ['no lock', undefined, 'is not locked'],
  ])('control: the check of locks notices %s', (_, LockConfiguration, message) => {
    const template = templateOfVault({ BackupVaultName: 'v', LockConfiguration });
    expect(() => {
      assertGovernanceMode(template);
    }).toThrow(message);
  });

  test('keeps a backup for exactly the days that the plan gives it, here and in the other region', () => {
    for (const template of [storage, copy]) {
      const lock = only(template, 'AWS::Backup::BackupVault').Properties?.[
        'LockConfiguration'
      ] as Lock;
      expect(lock).toEqual({ MinRetentionDays: 14, MaxRetentionDays: 15 });
    }
    expect(rule(storage)).toMatchObject({
      Lifecycle: { DeleteAfterDays: 14 },
      CopyActions: [{ Lifecycle: { DeleteAfterDays: 14 } }],
    });
  });

  test('stays when the stack of a protected environment is deleted', () => {
    for (const [, vault] of vaults) expect(vault.DeletionPolicy).toBe('Retain');
  });
});

describe('backup plan', () => {
  test('runs daily, on the submissions table and nothing else', () => {
    expect(rule(storage)).toMatchObject({ ScheduleExpression: 'cron(15 2 * * ? *)' });
    const { BackupSelection } = only(storage, 'AWS::Backup::BackupSelection').Properties as {
      BackupSelection: Record<string, unknown>;
    };
    expect(JSON.stringify(BackupSelection['Resources'])).toContain('Submissions');
    expect(BackupSelection['Resources']).toHaveLength(1);
    expect(BackupSelection).not.toHaveProperty('ListOfTags');
  });

  test('copies to the vault that the other region has', () => {
    const { BackupVaultName } = only(copy, 'AWS::Backup::BackupVault').Properties as {
      BackupVaultName: string;
    };
    expect(JSON.stringify(rule(storage))).toContain(
      `:backup:eu-central-1:333333333333:backup-vault:${BackupVaultName}`,
    );
    expect(copied.assembly.getStackByName('waypost-prod-backup-copy').environment.region).toBe(
      'eu-central-1',
    );
  });

  test('copies nowhere unless a region is given', () => {
    expect(rule(plain.template('storage'))).not.toHaveProperty('CopyActions');
    expect(plain.all.map(({ stack }) => stack)).not.toContain('backupCopy');
  });

  test('is absent from a development environment, which stays removable', () => {
    for (const { template } of dev.all) {
      const types = resourcesOf(template).map(([, { Type }]) => Type);
      expect(types.filter((type) => type.startsWith('AWS::Backup::'))).toEqual([]);
    }
  });

  test('makes a release wait for no fourth step', () => {
    const app = testApp();
    new DeploymentStack(app, 'pipeline', {
      ...config,
      env: config.tools,
      deliver: deliverApplication(config),
    });
    const prod = stageNamed('prod', templateOf(app.synth(), 'waypost-pipeline'));
    expect(deploymentSteps(prod)).toBe(3);
    expect(deploymentsOf(prod).map(({ Configuration }) => Configuration?.['StackName'])).toContain(
      'waypost-prod-backup-copy',
    );
  });
});

describe('restore tests', () => {
  test('restore the latest backup of the submissions table from the vault, four times a year', () => {
    expect(only(storage, 'AWS::Backup::RestoreTestingPlan').Properties).toMatchObject({
      RestoreTestingPlanName: 'waypost_prod',
      ScheduleExpression: 'cron(15 5 2 1,4,7,10 ? *)',
      RecoveryPointSelection: {
        Algorithm: 'LATEST_WITHIN_WINDOW',
        RecoveryPointTypes: ['SNAPSHOT'],
      },
    });
    const selection = only(storage, 'AWS::Backup::RestoreTestingSelection').Properties;
    expect(selection).toMatchObject({ ProtectedResourceType: 'DynamoDB' });
    expect(JSON.stringify(selection)).toMatch(/ProtectedResourceArns.*Submissions.*Arn/);
  });
});

/** Actions by whose role allows them: `Backup` or `Restore`. */
function granted(template: Template, role: 'Backup' | 'Restore') {
  return statementsOf(template)
    .filter(({ id }) => id.startsWith(`BackupRoles${role}DefaultPolicy`))
    .flatMap(({ statement }) => actionsOf(statement));
}

describe('roles of AWS Backup', () => {
  test('carry no managed policy, which would reach every resource of the account', () => {
    const roles = resourcesOf(storage).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
    for (const [, { Properties }] of roles) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });

  test('for backups read and change no message', () => {
    const actions = granted(storage, 'Backup');
    expect(actions).toContain('dynamodb:StartAwsBackupJob');
    expect(actions.filter((action) => /Item|Scan|Query|Restore|DeleteTable/.test(action))).toEqual(
      [],
    );
  });

  test('for backups carry the tags of the table over to each backup, and to its copy', () => {
    const regions = (template: Template) =>
      statementsOf(template)
        .filter(({ statement }) => actionsOf(statement).includes('backup:TagResource'))
        .flatMap(({ statement }) => [statement.Resource].flat())
        .map((arn) => /:backup:([\w-]+):\d+:recovery-point:\*$/.exec(String(arn))?.[1])
        .sort();
    expect(regions(storage)).toEqual(['eu-central-1', 'eu-west-1']);
    expect(regions(plain.template('storage'))).toEqual(['eu-west-1']);
  });

  test('copy only where there is a copy to make', () => {
    const copying = (actions: string[]) => actions.filter((action) => action.includes('Copy'));
    expect(copying(granted(storage, 'Backup'))).toHaveLength(2);
    expect(copying(granted(plain.template('storage'), 'Backup'))).toEqual([]);
  });

  test('for restores write to the table itself, to tables beside it and to those of restore tests', () => {
    const [write] = statementsOf(storage)
      .map(({ statement }) => statement)
      .filter((statement) => actionsOf(statement).includes('dynamodb:BatchWriteItem'));
    const names = JSON.stringify(write?.Resource).match(/table\/[\w*-]+|Submissions\w+/g);
    expect(names).toEqual([
      'table/awsbackup-restore-test-*',
      'table/waypost-prod-restore-*',
      'SubmissionsDC7188AC',
    ]);
  });
});

function rule(template: Template): Record<string, unknown> {
  const { BackupPlan } = only(template, 'AWS::Backup::BackupPlan').Properties as {
    BackupPlan: { BackupPlanRule: Record<string, unknown>[] };
  };
  expect(BackupPlan.BackupPlanRule).toHaveLength(1);
  return BackupPlan.BackupPlanRule[0] ?? {};
}

function templateOfVault(Properties: object): Template {
  return Template.fromJSON({
    Resources: { Vault: { Type: 'AWS::Backup::BackupVault', Properties } },
  });
}
