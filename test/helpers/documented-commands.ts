import { escapedPattern } from '../../rehearsal/escaped-pattern';

/** A block of commands in a document, and what the document says that they print. */
export interface DocumentedBlock {
  /** Heading above it. */
  readonly heading: string;
  readonly commands: string;
  /** Text of the block that follows at once. */
  readonly prints?: string;
}

const FENCE = /^( *)```(\w*)[^\n]*\n([^]*?)^ *```$/gm;

/** Blocks of the language `sh`, each with the `text` block behind it, if there is one. */
export function blocksOf(markdown: string): DocumentedBlock[] {
  return fencedBlocks(markdown).map(({ block }) => block);
}

function fencedBlocks(markdown: string) {
  const fences = [...markdown.matchAll(FENCE)].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
    language: match[2] ?? '',
    text: unindented(match[3] ?? '', (match[1] ?? '').length),
  }));
  return fences.flatMap(({ at, end, language, text }, index) => {
    if (language !== 'sh') return [];
    const next = fences[index + 1];
    const follows = next?.language === 'text' && markdown.slice(end, next.at).trim() === '';
    const block: DocumentedBlock = {
      heading: headingAbove(markdown, at),
      commands: text.trimEnd(),
      ...(follows && { prints: next.text.trimEnd() }),
    };
    return [{ at, block }];
  });
}

const COMMAND = /^(npx waypost|waypost|aws|git) [a-z]/;

/** Every command of a document in its order: blocks, and code in the running text as one line. */
export function commandsOf(markdown: string): DocumentedBlock[] {
  const prose = markdown.replace(FENCE, (block) => ' '.repeat(block.length));
  const inline = [...prose.matchAll(/`([^`]+)`/g)].flatMap(({ index: at, 1: span = '' }) => {
    const commands = span.replace(/\s+/g, ' ');
    if (!COMMAND.test(commands)) return [];
    return [{ at, block: { heading: headingAbove(markdown, at), commands } }];
  });
  return [...fencedBlocks(markdown), ...inline]
    .sort((a, b) => a.at - b.at)
    .map(({ block }) => block);
}

function headingAbove(markdown: string, offset: number): string {
  return [...markdown.slice(0, offset).matchAll(/^#+ (.*)$/gm)].at(-1)?.[1] ?? '';
}

function unindented(text: string, by: number): string {
  return text.replace(new RegExp(`^ {0,${by}}`, 'gm'), '');
}

/**
 * What is printed against what the document says: `…` alone on a line stands for any lines, and a name in
 * angle brackets for any text.
 * @returns the first line of the document that was not printed there; undefined if all is as it says
 */
export function firstDifference(says: string, printed: string): string | undefined {
  const lines = printed.split('\n').map((line) => line.trimEnd());
  let at = 0;
  let anywhere = false;
  for (const line of says.split('\n').map((one) => one.trimEnd())) {
    if (line.trim() === '…') {
      anywhere = true;
      continue;
    }
    const pattern = new RegExp(
      `^${line
        .split(/<[^<>]+>/)
        .map(escapedPattern)
        .join('.*?')}$`,
    );
    const found = lines.findIndex((one, index) => index >= at && pattern.test(one));
    if (found < 0 || (!anywhere && found !== at)) return line;
    at = found + 1;
    anywhere = false;
  }
  const rest = lines.slice(at).filter((line) => line !== '');
  return anywhere || rest.length === 0 ? undefined : `nothing, but ${rest[0] ?? ''} was printed`;
}

/** Code in a text. */
export function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
