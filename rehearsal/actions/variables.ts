/**
 * Output variables of the finished actions, and CodePipeline's own (`codepipeline`):
 * namespace -> name -> value.
 */
export type Variables = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** A configuration refers to a variable that no action has set. CodePipeline lets the action fail, too. */
export class UnknownVariable extends Error {
  readonly code = 'UNKNOWN_VARIABLE';
  constructor(reference: string, known: readonly string[]) {
    super(
      `${reference} is not set by any action that has run; known: ${known.length === 0 ? 'none' : known.join(', ')}`,
    );
    this.name = 'UnknownVariable';
  }
}

/**
 * Replaces `#{namespace.NAME}`.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
 * @throws {UnknownVariable}
 */
export function substitute(text: string, variables: Variables): string {
  return text.replace(
    /#\{([\w@-]+)\.([\w@-]+)\}/g,
    (reference, namespace: string, name: string) => {
      const value = variables.get(namespace)?.[name];
      if (value === undefined) {
        const known = [...variables].flatMap(([space, values]) =>
          Object.keys(values).map((key) => `#{${space}.${key}}`),
        );
        throw new UnknownVariable(reference, known);
      }
      return value;
    },
  );
}
