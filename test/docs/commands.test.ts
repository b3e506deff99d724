import { waypostProgram } from '../../bin/commands/program';
import { readSource } from '../architecture/source-tree';
import { config, projectOf } from '../bin/commands/fakes';

/** `npm start` runs it, and README shows that. */
const ELSEWHERE = ['rehearse'];

const commands = waypostProgram(projectOf(config))
  .commands.map((command) => command.name())
  .filter((name) => !ELSEWHERE.includes(name));

/** Commands that no row of the text's tables begins with. */
function missingIn(text: string): string[] {
  const rows = text.split('\n').filter((line) => line.startsWith('| `npx waypost '));
  return commands.filter((name) => !rows.some((row) => row.startsWith(`| \`npx waypost ${name}`)));
}

test('the table of commands in README has every command', () => {
  expect(missingIn(readSource('README.md'))).toEqual([]);
});

test('control: a command without a row is noticed', () => {
  const text = readSource('README.md').replaceAll('npx waypost ses ', 'npx waypost sea ');
  expect(missingIn(text)).toContain('ses');
});

/** Options of `npm start` that no row of the text's tables names. */
function missingOptionsIn(text: string): string[] {
  const rows = text.split('\n').filter((line) => line.startsWith('| `npm start -- '));
  const rehearse = waypostProgram(projectOf(config)).commands.find(
    (command) => command.name() === 'rehearse',
  );
  const options = rehearse?.options.map(({ long }) => long ?? '') ?? [];
  return options.filter(
    (option) => !rows.some((row) => new RegExp(`${option}(?![\\w-])`).test(row)),
  );
}

test('the table of options in README has every option of `npm start`', () => {
  expect(missingOptionsIn(readSource('README.md'))).toEqual([]);
});

test('control: an option without a row is noticed', () => {
  const text = readSource('README.md').replaceAll('--keep', '--keeps');
  expect(missingOptionsIn(text)).toEqual(['--keep']);
});
