import { CommandError } from '../../../../../bin/commands/terminal/command-error';
import type { CertificateView, ConnectionState } from '../../../../../bin/commands/doctor/ports';
import { exampleConfig } from '../../../../helpers/example-config';
import { doctor, findingsOf } from '../fakes';

describe('doctor of the connection', () => {
  test.each<[ConnectionState, RegExp]>([
    ['PENDING', /Update pending connection: sign in/],
    ['ERROR', /sign in again/],
    ['MISSING', /Create connection, in this account/],
  ])('%s is wrong, and says what to do', async (connection, remedy) => {
    const { code, all } = await findingsOf('tools', { connection });
    const found = all.find(({ says }) => says.startsWith('the connection to'));
    expect({ code, verdict: found?.verdict }).toEqual({ code: 1, verdict: 'wrong' });
    expect(found?.says).toContain(connection.toLowerCase());
    expect(found?.remedy).toMatch(remedy);
  });

  test('that is available is fine', async () => {
    const { all } = await findingsOf('tools');
    expect(all.find(({ says }) => says.startsWith('the connection'))?.verdict).toBe('fine');
  });
});

describe('doctor of the certificate', () => {
  const at = (day: string) => new Date(`${day}T00:00:00Z`);
  test.each<[string, CertificateView, RegExp]>([
    ['not validated', { status: 'PENDING_VALIDATION' }, /has not seen the certificate's records/],
    ['refused', { status: 'FAILED', failure: 'CAA_ERROR' }, /is FAILED \(CAA_ERROR\)/],
    [
      'about to end',
      { status: 'ISSUED', notAfter: at('2027-01-30'), renewal: 'PENDING_VALIDATION' },
      /valid for 29 days, and ACM has not renewed it \(PENDING_VALIDATION\)/,
    ],
  ])('that is %s is wrong', async (_, certificate, says) => {
    const { all } = await findingsOf('prod', { certificate });
    expect(all).toContainEqual(
      expect.objectContaining({
        verdict: 'wrong',
        says: expect.stringMatching(says) as string,
      }),
    );
  });

  test('that is valid for a month still is fine', async () => {
    const certificate = { status: 'ISSUED', notAfter: at('2027-01-31') };
    const { all } = await findingsOf('prod', { certificate });
    expect(all).toContainEqual(
      expect.objectContaining({
        verdict: 'fine',
        says: expect.stringMatching(/30 days/) as string,
      }),
    );
  });
});

describe('doctor of AWS Backup', () => {
  test.each([
    [{ optedIn: true, managed: false }, 'wrong', 'resource-type-management-preference'],
    [{ optedIn: false, managed: true }, 'to do', 'resource-type-opt-in-preference'],
  ] as const)('with settings %j is %s', async (settings, verdict, remedy) => {
    const { all } = await findingsOf('prod', { backups: { 'eu-west-1': settings } });
    const found = all.find(({ says }) => says.startsWith('AWS Backup'));
    expect(found).toMatchObject({ verdict });
    expect(found?.remedy).toContain(`--region eu-west-1 --${remedy} DynamoDB=true`);
  });

  test('asks the region of the copies, too', async () => {
    const config = exampleConfig();
    const environments = config.environments.map((one) => ({
      ...one,
      backup: { retentionDays: 35, copyTo: 'eu-central-1' as never },
    }));
    const of = async (settings: { optedIn: boolean; managed: boolean }) => {
      const backups = { 'eu-central-1': settings };
      const { all } = await findingsOf('prod', { config: { ...config, environments }, backups });
      return all.filter(
        ({ says }) => says.includes('eu-central-1') && says.startsWith('AWS Backup'),
      );
    };
    expect(await of({ optedIn: true, managed: false })).toMatchObject([{ verdict: 'wrong' }]);
    // No table is backed up there.
    expect(await of({ optedIn: false, managed: true })).toMatchObject([{ verdict: 'fine' }]);
  });

  test('is silent where no backups are wanted', async () => {
    const config = exampleConfig();
    const environments = config.environments.map((one) => ({ ...one, backup: undefined }));
    const { all } = await findingsOf('prod', { config: { ...config, environments } });
    expect(all.filter(({ says }) => says.includes('AWS Backup'))).toEqual([]);
  });
});

describe('doctor with a profile for each account', () => {
  const profiles = { tools: '111111111111', dev: '222222222222' };

  test('examines each with its own', async () => {
    const { code, stdout } = await doctor('--profile tools=tools --profile dev=dev', { profiles });
    expect(code).toBe(0);
    expect(stdout).toContain('tools (account 111111111111');
    expect(stdout).toContain('dev (account 222222222222');
    expect(stdout).toContain('prod: not examined, because no --profile is given for it');
  });

  test('goes on with the others when one has expired or is of another account', async () => {
    const expired = new CommandError('AWS_CREDENTIALS_MISSING', 'The SSO session has expired.');
    const world = { profiles: { tools: expired, dev: '999999999999', prod: '333333333333' } };
    const { code, stdout } = await doctor(
      '--profile tools=tools --profile dev=dev --profile prod=prod',
      world,
    );
    expect(code).toBe(1);
    expect(stdout).toContain('wrong  profile tools: The SSO session has expired.');
    expect(stdout).toMatch(/wrong {2}profile dev: .*999999999999/);
    expect(stdout).toContain('prod (account 333333333333');
  });

  test.each([
    ['--profile prod', /Give an account and its profile/],
    ['--profile prod=a --profile prod=b', /prod has two profiles/],
    ['--profile stage=a', /stage/],
    ['prod --profile dev=a', /--profile dev: only prod is examined/],
    ['--profile prod=a --rehearsal', /cannot be used with/],
  ])('%s is refused', async (line, message) => {
    const { code, stdout, stderr } = await doctor(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
