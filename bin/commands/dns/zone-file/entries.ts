import { isUtf8 } from 'node:buffer';
import { ZoneFileError } from './zone-file-error';

/** One word of an entry, with its escapes: `\.` in a name does not separate labels. */
export interface Field {
  readonly raw: string;
  readonly quoted: boolean;
}

/** The content of one line, or of several lines between brackets. */
export interface Entry {
  /** Number of its first line, from 1. */
  readonly line: number;
  /** That line, for messages. */
  readonly text: string;
  /** The line begins with a blank: it has the name of the entry before. */
  readonly indented: boolean;
  readonly fields: readonly Field[];
  /** The comment after `;`. Exports put data there that the format has no place for. */
  readonly comment: string;
}

/** Blank, end of line, comment, bracket, or a word with quoted parts. RFC 1035, section 5.1. */
const PIECE = /[ \t\f\v]+|\n|;[^\n]*|[()]|(?:"(?:\\[^\n]|[^"\\\n])*"|\\[^\n]|[^\s;()"\\])+|[^]/g;
/** Texts without a blank between them are separate words. */
const WORD = /^"(?:\\.|[^"\\])*"|^(?:\\.|[^"\\]|"(?:\\.|[^"\\])*")+/;

/**
 * The master-file format of RFC 1035, section 5, as words.
 * @throws ZoneFileError
 */
export function entriesOf(file: string): Entry[] {
  const text = file.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const lines = text.split('\n');
  const entries: Entry[] = [];
  let line = 1;
  let opened = 0;
  let current: { line: number; indented: boolean; fields: Field[]; comment: string } | undefined;
  let startsLine = true;
  const fault = (expected: string, fix: string, at = line) =>
    new ZoneFileError(at, lines[at - 1]?.trim() ?? '', expected, fix);
  const finish = () => {
    if (current && current.fields.length > 0) {
      entries.push({ ...current, text: lines[current.line - 1]?.trim() ?? '' });
    }
    current = undefined;
  };
  for (const [piece] of text.matchAll(PIECE)) {
    if (piece === '\n') {
      line += 1;
      startsLine = true;
      if (opened === 0) finish();
      continue;
    }
    const isBlank = /^[ \t\f\v]/.test(piece);
    current ??= { line, indented: startsLine && isBlank, fields: [], comment: '' };
    startsLine = false;
    if (isBlank) continue;
    if (piece.startsWith(';')) {
      current.comment = [current.comment, piece.replace(/^;+/, '').trim()].join(' ').trim();
    } else if (piece === '(') {
      if (opened > 0) throw fault('no bracket within brackets', 'close the first one before it');
      opened = line;
    } else if (piece === ')') {
      if (opened === 0) throw fault('"(" before this ")"', 'remove it, or open it');
      opened = 0;
    } else if (piece === '"' || piece === '\\') {
      throw fault(
        piece === '"' ? 'a second quotation mark' : 'a character after the backslash',
        'complete the text on its line',
      );
    } else {
      current.fields.push(...wordsOf(piece));
    }
  }
  if (opened > 0) throw fault('")" behind this "("', 'add it', opened);
  finish();
  return entries;
}

function wordsOf(piece: string): Field[] {
  const fields: Field[] = [];
  for (let rest = piece; rest !== '';) {
    const [word = rest] = WORD.exec(rest) ?? [];
    const quoted = word.startsWith('"');
    // `alpn="h3,h2"` is one word, with or without the marks.
    fields.push({ raw: quoted ? word.slice(1, -1) : word.replace(/(?<!\\)"/g, ''), quoted });
    rest = rest.slice(word.length);
  }
  return fields;
}

/** Base of a code such as `\059`: decimal in zone files, octal in Route 53. */
export type Radix = 8 | 10;

/** The text of a word with escapes. Bytes that are no UTF-8 become one character each. */
export function unescaped(raw: string, radix: Radix = 10): string {
  return raw.includes('\\') ? textOf(bytesOf(raw, radix)) : raw;
}

/** The bytes of a word with escapes. */
export function bytesOf(raw: string, radix: Radix = 10): Buffer {
  return Buffer.concat(
    [...raw.matchAll(/\\(\d{3})|\\?([^]?)/gu)].map(([, code, character = '']) =>
      code === undefined
        ? Buffer.from(character)
        : Buffer.from([Number.parseInt(code, radix) & 0xff]),
    ),
  );
}

/** Bytes of a text -> characters. */
export function textOf(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
