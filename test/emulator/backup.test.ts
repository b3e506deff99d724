import {
  BackupClient,
  DescribeBackupVaultCommand,
  GetBackupPlanCommand,
  GetBackupSelectionCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
} from '@aws-sdk/client-backup';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { clientOf, DEV, REGION, runningEmulator } from './support/running-emulator';
import { deployStorage } from './support/storage';

const emulator = runningEmulator();

test('the storage stack brings a vault, a plan and a selection of the submissions table', async () => {
  const { project, environments } = exampleConfig({
    environments: [
      { ...prodInput, account: DEV, region: REGION, backup: { copyTo: 'eu-central-1' } },
    ],
  });
  const [environment] = environments;
  if (!environment) throw new Error('The configuration has no environment.');
  await deployStorage(emulator(), project, environment, 'backed-up');
  const backup = new BackupClient(clientOf(emulator(), { account: DEV }));
  const vault = await backup.send(
    new DescribeBackupVaultCommand({ BackupVaultName: 'waypost-prod' }),
  );
  expect(vault.BackupVaultName).toBe('waypost-prod');

  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  const [{ BackupPlanId } = {}] = BackupPlansList;
  const plan = await backup.send(new GetBackupPlanCommand({ BackupPlanId }));
  expect(plan.BackupPlan?.Rules).toMatchObject([
    {
      TargetBackupVaultName: 'waypost-prod',
      Lifecycle: { DeleteAfterDays: 35 },
      CopyActions: [
        {
          DestinationBackupVaultArn: `arn:aws:backup:eu-central-1:${DEV}:backup-vault:waypost-prod`,
        },
      ],
    },
  ]);
  const { BackupSelectionsList = [] } = await backup.send(
    new ListBackupSelectionsCommand({ BackupPlanId }),
  );
  const [{ SelectionId } = {}] = BackupSelectionsList;
  const { BackupSelection } = await backup.send(
    new GetBackupSelectionCommand({ BackupPlanId, SelectionId }),
  );
  expect(BackupSelection?.Resources).toEqual([
    expect.stringMatching(
      new RegExp(`^arn:aws:dynamodb:${REGION}:${DEV}:table/backed-up-Submissions`),
    ),
  ]);
});
