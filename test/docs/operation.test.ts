import { DOCUMENTS, PLAYS, sortCommands, textOf } from '../helpers/command-plays';
import { blocksOf, codeIn, commandsOf, firstDifference } from '../helpers/documented-commands';
import { rowsBelow } from '../helpers/markdown-tables';

test.each(DOCUMENTS)(
  'each command of %s is run by test/end-to-end/documents.test.ts, or marked with its reason',
  (document) => {
    expect(sortCommands(textOf(document)).faults).toEqual([]);
  },
);

test('every play belongs to a command of a document', () => {
  const used = DOCUMENTS.flatMap((document) => sortCommands(textOf(document)).played);
  const unused = PLAYS.filter((play) => !used.some((one) => one.play === play));
  expect(unused.map(({ command }) => command)).toEqual([]);
});

test('control: a command that is neither, a needless mark and a mark without a reason are refused', () => {
  const document = [
    '## One',
    'Run `aws s3 ls`, then `npx waypost destroy tools`.',
    '```sh',
    'aws ec2 describe-vpcs',
    '```',
    '## What needs AWS',
    '| Command | Why |',
    '| --- | --- |',
    '| `aws ec2 describe-vpcs` | |',
    '| `npx waypost destroy tools` | it deletes |',
    '| `aws s3 mb` | it makes |',
  ].join('\n');
  expect(sortCommands(document).faults).toEqual([
    'aws s3 ls is neither run nor marked',
    'npx waypost destroy tools is run and marked',
    'aws s3 mb is marked, and not in the document',
    'aws ec2 describe-vpcs has no reason',
  ]);
});

describe('the first deployment', () => {
  const page = textOf('first-deployment.md');
  const blocks = blocksOf(page);
  const named = (heading: string) =>
    rowsBelow(page, heading).flatMap((cells) => cells.flatMap((cell) => codeIn(cell)));

  /** Commands in its running text that neither a block nor a trap has, and that are not said to be left out. */
  const unplayed = (text: string) => {
    const accounted = [...named('Traps'), ...named('What the test does not play')];
    return commandsOf(text)
      .map(({ commands }) => commands)
      .filter(
        (commands) =>
          !blocks.some((block) => block.commands.includes(commands)) &&
          !accounted.includes(commands),
      );
  };

  test('says what each block of commands prints, but for what prints nothing', () => {
    const silent = blocks.filter(({ prints }) => prints === undefined);
    expect(silent.map(({ heading }) => heading)).toEqual(['5. Push']);
  });

  test('names each command that is not played', () => {
    expect(unplayed(page)).toEqual([]);
  });

  test('control: another command is noticed', () => {
    expect(unplayed(`${page}\nRun \`npx waypost clean\`.`)).toEqual(['npx waypost clean']);
  });

  test('has what it costs, how to check and how to go back for each step', () => {
    const steps = page.split(/^## /m).filter((section) => /^[1-8]\. /.test(section));
    expect(steps).toHaveLength(8);
    const lacking = steps.flatMap((section) =>
      ['**Check', '**Back']
        .filter((word) => !section.includes(word))
        .map((word) => `${word} ${section.slice(0, 30)}`),
    );
    expect(lacking).toEqual([]);
    expect(steps.filter((section) => !/costs?\b/i.test(section))).toEqual([]);
  });
});

describe('what a document says is printed', () => {
  test.each([
    ['the same', 'one\ntwo', 'one\ntwo\n', undefined],
    ['a name for any text', 'id <id>.', 'id 17.', undefined],
    ['an ellipsis for any lines', 'one\n…\nfour', 'one\ntwo\nthree\nfour', undefined],
    ['another line', 'one\ntwo', 'one\nthree', 'two'],
    ['a line too few', 'one\n…\ntwo', 'one\nthree', 'two'],
    ['a line too many', 'one', 'one\ntwo', 'nothing, but two was printed'],
    ['lines between', 'one\nthree', 'one\ntwo\nthree', 'three'],
  ])('is compared: %s', (_, says, printed, difference) => {
    expect(firstDifference(says, printed)).toBe(difference);
  });
});
