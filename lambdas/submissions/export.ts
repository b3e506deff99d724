import { stringify } from 'csv-stringify/sync';
import { STANDARD_FIELDS } from '../contact-form/contract';
import type { ExportFormat } from './export-formats';
import type { StoredSubmission } from './stored-submission';

export function exported(format: ExportFormat, found: readonly StoredSubmission[]): string {
  return { csv, jsonl }[format](found);
}

function jsonl(found: readonly StoredSubmission[]): string {
  return found.map((submission) => `${JSON.stringify(submission)}\n`).join('');
}

const FACTS = [
  'id',
  'receivedAt',
  'form',
  'status',
  'reason',
  'spam',
  'marks',
  'destination',
  'mailedAt',
  'mailMessageId',
  'receipt',
  'handledAt',
  'note',
  'expiresAt',
] as const satisfies readonly (keyof StoredSubmission)[];

/** RFC 4180, with a header. A form's own fields follow the columns that every submission has. */
export function csv(found: readonly StoredSubmission[]): string {
  const fields = fieldNames(found);
  return stringify(
    [
      [...FACTS, ...fields.map(columnOf)],
      ...found.map((submission) => [
        ...FACTS.map((fact) => cell(submission[fact])),
        ...fields.map((field) => submission.values[field] ?? ''),
      ]),
    ],
    {
      record_delimiter: 'windows',
      // By itself, the library quotes only a whole record delimiter.
      quoted_match: /[\r\n]/,
      // A spreadsheet reads a cell that begins with one of `=+-@` or a tab as a formula.
      escape_formulas: true,
    },
  );
}

function fieldNames(found: readonly StoredSubmission[]): string[] {
  const standard = STANDARD_FIELDS.map(({ name }) => name as string);
  return [...new Set([...standard, ...found.flatMap(({ values }) => Object.keys(values))])];
}

/** A field may have the name of one of our columns. No field's name has a dot. */
function columnOf(field: string): string {
  return (FACTS as readonly string[]).includes(field) ? `values.${field}` : field;
}

function cell(value: string | readonly string[] | undefined): string {
  return typeof value === 'object' ? value.join(' ') : (value ?? '');
}
