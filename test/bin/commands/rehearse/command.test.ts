import { Command } from 'commander';
import { addRehearseCommand } from '../../../../bin/commands/rehearse/command';

/** What `rehearse` says of arguments that it refuses, before anything begins. */
function refusal(...args: string[]): string {
  let said = '';
  const program = new Command()
    .exitOverride()
    .configureOutput({ writeErr: (text) => (said += text) });
  addRehearseCommand(program);
  const [command] = program.commands;
  command?.exitOverride().configureOutput({ writeErr: (text) => (said += text) });
  expect(() => program.parse(['rehearse', ...args], { from: 'user' })).toThrow();
  return said;
}

test('a fault of a kind that there is not is refused with the kinds that there are', () => {
  expect(refusal('--break', 'sqs:melt')).toMatch(
    /--break <what\[:how\]>' argument 'sqs:melt' is invalid.*fail, deny, throttle, delay, kill/s,
  );
  expect(refusal('--break', 'sqs:kill', '--break', ':kill')).toMatch(/argument ':kill' is invalid/);
});

test('a stack with a pipeline is chosen only in another app', () => {
  expect(refusal('--pipeline', 'Delivery')).toMatch(/'--pipeline <stack>' needs --app <folder>/);
});
