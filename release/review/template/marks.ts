/**
 * Marks stand in a resolved text for values that CloudFormation finds out later. They lie between characters
 * that no template has (Unicode's private use). So such a text can be joined, compared and parsed as JSON.
 */
const REFERENCE = ['\ue000', '\ue001'] as const;
const UNKNOWN = ['\ue002', '\ue003'] as const;
/** In an unknown value, the text after it is what the value depends on. It is compared, but not shown. */
const BASIS = '\ue007';
const WEAK = ['\ue004', '\ue005'] as const;

/** A resource of a stack, or an attribute of it. */
export interface Reference {
  readonly stackName: string;
  readonly logicalId: string;
  /** Unset for `Ref`. */
  readonly attribute?: string;
  /** Read from an output: CloudFormation reads it only when it updates the stack that reads. */
  readonly weak: boolean;
}

export function referenceTo(stackName: string, logicalId: string, attribute = ''): string {
  return REFERENCE.join(`${stackName}|${logicalId}|${attribute}`);
}

/**
 * A value that templates do not tell. Nothing in it ends a text of JSON.
 * @param basis what else the value depends on, such as the rows of a mapping: with another basis, the value
 *   may be another one
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

/** The text without the parts that are compared, but not shown. */
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

/** The text without the content of weak references. */
export function withoutWeak(text: string): string {
  const shorter = text.replace(/\ue004[^\ue004\ue005]*\ue005/g, '\ue006');
  return shorter === text ? text : withoutWeak(shorter);
}

/** The text with its unknown values all alike. */
export function withoutUnknown(text: string): string {
  return text.replace(/\ue002[^\ue003]*\ue003/g, UNKNOWN.join(''));
}

/** The text with each weak reference as a strong one. */
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

/** `${Queue.Arn}`, as in Fn::Sub, for the reader. */
export function readable(text: string): string {
  return shown(text)
    .replace(
      /\ue000[^|\ue001]*\|([^|\ue001]*)\|([^\ue001]*)\ue001/g,
      (_, id: string, attribute: string) =>
        attribute === '' ? `\${${id}}` : `\${${id}.${attribute}}`,
    )
    .replace(/[\ue002-\ue006]/g, '');
}

/** For programs: `${<stack>/Queue.Arn}`, and `${?}` for what nobody knows. */
export function addressed(text: string): string {
  return strengthened(text)
    .replace(/\ue002[^\ue003]*\ue003/g, '${?}')
    .replace(
      /\ue000([^|\ue001]*)\|([^|\ue001]*)\|([^\ue001]*)\ue001/g,
      (_, stack: string, id: string, attribute: string) =>
        `\${${stack}/${id}${attribute === '' ? '' : `.${attribute}`}}`,
    );
}

/** Its characters. A mark counts as one unknown character. */
export function characters(text: string): string[] {
  return text.match(/\ue000[^\ue001]*\ue001|\ue002[^\ue003]*\ue003|[^]/gu) ?? [];
}
