import { Command } from 'commander';
import { addRehearseCommand } from '../../../bin/commands/rehearse/command';
import {
  limitInWords,
  LONGEST_TIMEOUT_MS,
  timeLimits,
} from '../../../rehearsal/runner/time-limits';

const MINUTE_MS = 60_000;

describe('time limit', () => {
  test('of a build is what its project says, and an hour without', () => {
    expect(timeLimits().build(2)).toBe(2 * MINUTE_MS);
    expect(timeLimits().build(undefined)).toBe(60 * MINUTE_MS);
  });

  test('of our own is minutes, which only a hang reaches', () => {
    const { command, emulatorStart, emulatorAnswer, request, stack } = timeLimits();
    const ours = [command, emulatorStart, emulatorAnswer, request, stack];

    expect(Math.min(...ours)).toBeGreaterThanOrEqual(5 * MINUTE_MS);
  });

  test('grows with patience, every one, as far as a timer goes', () => {
    const { build, ...others } = timeLimits();
    const { build: patientBuild, ...patient } = timeLimits(5);

    expect(patientBuild(60)).toBe(5 * build(60));
    for (const [name, ms] of Object.entries(others)) expect(patient).toHaveProperty(name, 5 * ms);
    expect(timeLimits(100).build(2_160)).toBe(LONGEST_TIMEOUT_MS);
  });

  test('is said in seconds below a minute, and in minutes from there', () => {
    expect([1_500, 90_000, 1_800_000].map(limitInWords)).toEqual(['1.5 s', '2 min', '30 min']);
  });

  test.each(['0', '0.5', '-1', '101', 'five', '', 'Infinity'])(
    'takes no patience of %p, and says which it takes',
    async (factor) => {
      let said = '';
      const program = new Command().exitOverride();
      addRehearseCommand(program);
      const rehearse = program.commands[0]?.exitOverride();
      rehearse?.configureOutput({ writeErr: (text) => (said += text) });

      await expect(
        program.parseAsync(['rehearse', `--patience=${factor}`], { from: 'user' }),
      ).rejects.toMatchObject({ code: 'commander.invalidArgument' });
      expect(said).toMatch(/--patience <factor>.*Give a number from 1 to 100, such as 5/);
    },
  );
});
