import { explain } from '../../../../bin/commands/terminal/explain';
import { ConfigError } from '../../../../lib/config/config-error';

test('an error that tells the reader what to do is shown without its stack', () => {
  const error = new ConfigError([
    { path: 'tools.region', found: 'eu-west-11', expected: 'a region', fix: 'write "eu-west-1"' },
  ]);
  expect(explain(error)).toBe(error.message);
});

test('any other error is shown with its stack', () => {
  expect(explain(new Error('what nobody expected'))).toMatch(
    /what nobody expected\n\s+at .*explain\.test\.ts/,
  );
});
