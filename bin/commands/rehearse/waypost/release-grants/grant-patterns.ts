import { escapedPattern } from '../../../../../rehearsal/escaped-pattern';
import { environmentPrefix } from '../../../../../lib/naming';
import type { Config, EnvironmentConfig } from '../../../../../lib/config/config';
import type { ProvisionedResource } from '../../../../../rehearsal/emulator/inventory';

/** Where a grant holds: an environment, or the pipeline's own account, which has no domain. */
export type Place = Pick<EnvironmentConfig, 'account' | 'region'> & {
  readonly name: string;
  readonly domain?: string;
};

/** An environment, with what a grant of another one becomes there. */
export class Twin {
  readonly #physicalIds: ReadonlyMap<string, string>;
  readonly #patterns = new Map<string, RegExp>();

  constructor(
    private readonly project: Config['project'],
    /** The environment of the grant. */
    private readonly from: Place,
    readonly environment: Place,
    resources: readonly ProvisionedResource[],
  ) {
    const own = resources.filter(({ account }) => account === environment.account);
    this.#physicalIds = new Map(
      own.map(({ stack, logicalId, physicalId }) => [
        `${stack}/${logicalId}`,
        // A queue's id is its address.
        physicalId.replace(/^https?:.*\//, ''),
      ]),
    );
  }

  get isOfPipeline(): boolean {
    return this.environment.domain === undefined;
  }

  /** References -> names in AWS, as far as the resources exist. */
  namesOf(references: readonly string[]): string[] {
    return references.flatMap((one) => {
      const [, reference = ''] = /^\$\{([^}]*)\}$/.exec(one) ?? [];
      return this.#physicalId(reference) ?? [];
    });
  }

  /** The pattern of a grant, as a policy deployed there has it. */
  deployed(pattern: string): RegExp {
    return this.#pattern(pattern, escapedPattern);
  }

  /** Whether a pattern of a grant is about an existing resource. */
  covers(pattern: string, arn: string): boolean {
    return this.#pattern(pattern, likeness).test(arn);
  }

  #pattern(pattern: string, sourceOf: (text: string) => string): RegExp {
    const key = `${sourceOf.name} ${pattern}`;
    const known = this.#patterns.get(key);
    if (known) return known;
    const parts = pattern.split(/\$\{(\?|[^}]*\/[^}]*)\}/);
    const source = parts.map((part, index) =>
      index % 2 === 0 ? sourceOf(this.#here(part)) : this.#reference(part),
    );
    const made = new RegExp(`^${source.join('')}$`, 's');
    this.#patterns.set(key, made);
    return made;
  }

  #reference(reference: string): string {
    const name = this.#physicalId(reference);
    if (name === undefined) return '.*';
    // A name alone, in an ARN, or with the text of an attribute.
    return `(?:.*[:/])?${escapedPattern(name)}(?:[:/].*)?`;
  }

  #physicalId(reference: string): string | undefined {
    const [stack = '', id = ''] = reference.split('/');
    const [logicalId = ''] = id.split('.');
    return this.#physicalIds.get(`${this.#here(stack)}/${logicalId}`);
  }

  #here(text: string): string {
    const { from, environment: to, project } = this;
    if (from === to) return text;
    const [before, after] = [from, to].map(({ name }) => environmentPrefix(project, name));
    return [
      [from.account, to.account],
      [from.domain, to.domain],
      [from.region, to.region],
    ]
      .reduce((rest, [one = '', other = '']) => rest.replaceAll(one, other), text)
      .replace(new RegExp(`${escapedPattern(before ?? '')}(?![a-z0-9])`, 'g'), after ?? '');
  }
}

/** Whether a text matches a pattern with the wildcards of IAM. */
export function isLike(text: string, pattern: string, ignoreCase = false): boolean {
  return new RegExp(`^${likeness(pattern)}$`, ignoreCase ? 'is' : 's').test(text);
}

function likeness(pattern: string): string {
  return escapedPattern(pattern).replaceAll('\\*', '.*').replaceAll('\\?', '.');
}
