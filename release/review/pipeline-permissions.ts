import { isDeepStrictEqual } from 'node:util';
import type { ReleaseAssembly } from '../assembly/assembly';
import { MAY_BE_BROADER, NOT_BROADER } from './contract';
import type { Review } from './review';

/**
 * Whether an update of the pipeline's stacks needs a person: somebody may do more, templates do not tell, or the
 * stage that asks is gone, is another one or has moved.
 */
export function permissionsOf(
  { diff, deployed }: Pick<Review, 'diff' | 'deployed'>,
  assembly: Pick<ReleaseAssembly, 'stacksOf'>,
  stage: string,
): typeof NOT_BROADER | typeof MAY_BE_BROADER {
  const asks = (templates: readonly string[]) => templates.flatMap((text) => stagesOf(text, stage));
  const isSameQuestion = isDeepStrictEqual(
    asks([...deployed.values()].map(({ template }) => template)),
    asks(assembly.stacksOf('tools').map(({ template }) => template)),
  );
  const broadens = diff.stacks.some(({ permissions }) =>
    permissions.some(({ rating }) => rating !== 'not broader'),
  );
  return broadens || !isSameQuestion ? MAY_BE_BROADER : NOT_BROADER;
}

/** Stages of that name, of the pipelines in a template, with the names of the stages before them. */
function stagesOf(template: string, name: string): unknown[] {
  const { Resources = {} } = JSON.parse(template) as {
    Resources?: Record<string, { Type?: string; Properties?: { Stages?: { Name?: string }[] } }>;
  };
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::CodePipeline::Pipeline')
    .flatMap(({ Properties }) => {
      const stages = Properties?.Stages ?? [];
      const at = stages.findIndex(({ Name }) => Name === name);
      return at < 0
        ? []
        : [{ stage: stages[at], after: stages.slice(0, at).map(({ Name }) => Name) }];
    });
}
