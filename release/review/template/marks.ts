/**
 * A value that CloudFormation finds out later stands in a resolved text between characters that no
 * template has (Unicode's private use), so that texts can be joined, compared and read as JSON with it.
 */
const REFERENCE = ['\ue000', '\ue001'] as const;
const UNKNOWN = ['\ue002', '\ue003'] as const;
/** Stands in an unknown value before what it hangs on, which is compared and not shown. */
const BASIS = '\ue007';
const WEAK = ['\ue004', '\ue005'] as const;

/** A resource of a stack, or an attribute of it. */
export interface Reference {
  readonly stackName: string;
  readonly logicalId: string;
  /** Unset for `Ref`. */
  readonly attribute?: string;
  /** Read from an output when the stack that reads is next updated, and not before. */
  readonly weak: boolean;
}

export function referenceTo(stackName: string, logicalId: string, attribute = ''): string {
  return REFERENCE.join(`${stackName}|${logicalId}|${attribute}`);
}

/**
 * What cannot be known from templates; nothing in it ends a text of JSON.
 * @param basis what it hangs on beside its words, such as the rows of a mapping: another basis may be another value
 */
export function unknownValue(words: string, basis = ''): string {
  const inner = [...words.matchAll(/\ue007([^\ue003]*)/g)].map(([, one]) => one);
  const parts = [shown(words), basis + inner.join('')].map((part) =>
    part
      .replace(/[\ue002\ue003\ue007]/g, '')
      .replaceAll('"', "'")
      .replace(/[\\\p{Cc}]/gu, ' '),
  );
  return UNKNOWN.join(parts.join(BASIS));
}

/** The text without what is compared and not shown. */
function shown(text: string): string {
  return text.replace(/\ue007[^\ue003]*/g, '');
}

export function weakly(text: string): string {
  return WEAK.join(text);
}

export function hasMarks(text: string): boolean {
  return /[\ue000-\ue005]/.test(text);
}

export function hasUnknown(text: string): boolean {
  return text.includes(UNKNOWN[0]);
}

/** The text without what stands in a weak reference. */
export function withoutWeak(text: string): string {
  const shorter = text.replace(/\ue004[^\ue004\ue005]*\ue005/g, '\ue006');
  return shorter === text ? text : withoutWeak(shorter);
}

/** The text as if nothing were known of its unknown values. */
export function withoutUnknown(text: string): string {
  return text.replace(/\ue002[^\ue003]*\ue003/g, UNKNOWN.join(''));
}

/** The text as if each weak reference were a strong one. */
export function strengthened(text: string): string {
  return text.replace(/[\ue004\ue005]/g, '');
}

export function referencesIn(text: string): Reference[] {
  let depth = 0;
  return [
    ...text.matchAll(/\ue004|\ue005|\ue000([^|\ue001]*)\|([^|\ue001]*)\|([^\ue001]*)\ue001/g),
  ].flatMap(([mark, stackName = '', logicalId = '', attribute = '']) => {
    if (mark === WEAK[0]) depth += 1;
    else if (mark === WEAK[1]) depth -= 1;
    else return [{ stackName, logicalId, ...(attribute && { attribute }), weak: depth > 0 }];
    return [];
  });
}

/** `${Queue.Arn}`, as Fn::Sub has it, for who reads. */
export function readable(text: string): string {
  return shown(text)
    .replace(
      /\ue000[^|\ue001]*\|([^|\ue001]*)\|([^\ue001]*)\ue001/g,
      (_, id: string, attribute: string) =>
        attribute === '' ? `\${${id}}` : `\${${id}.${attribute}}`,
    )
    .replace(/[\ue002-\ue006]/g, '');
}

/** Each of its characters; a mark counts as one that nobody knows. */
export function characters(text: string): string[] {
  return text.match(/\ue000[^\ue001]*\ue001|\ue002[^\ue003]*\ue003|[^]/gu) ?? [];
}
