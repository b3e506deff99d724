import type { PermissionChange } from '../../../release/review/diff/model';
import { permissionsOf } from '../../../release/review/pipeline-permissions';
import { deployedStack, nextStack } from './diff/samples';
import { diffOf, stack } from './page/samples';

const STACK = 'waypost-pipeline';
const UPDATE = { Name: 'UpdatePipeline', Actions: [] };
const ASKS = { Name: 'ReviewPipeline', Actions: [{ Name: 'Approve' }] };

function pipelineWith(...Stages: readonly object[]) {
  return { Resources: { P: { Type: 'AWS::CodePipeline::Pipeline', Properties: { Stages } } } };
}

function rated(rating: PermissionChange['rating'] | undefined, before: object[], after: object[]) {
  const permission = {
    change: 'comes',
    what: 'Allow',
    resource: '*',
    principal: '',
    condition: '',
  };
  const permissions =
    rating === undefined
      ? []
      : [{ ...permission, rating, type: 'AWS::IAM::Policy', logicalId: 'P' } as PermissionChange];
  return permissionsOf(
    {
      diff: diffOf({ stacks: [stack({ permissions })] }),
      deployed: new Map([[STACK, deployedStack(pipelineWith(...before))]]),
    },
    { stacksOf: () => [nextStack(STACK, pipelineWith(...after))] },
    'ReviewPipeline',
  );
}

test.each<[string, PermissionChange['rating'] | undefined, object[], string]>([
  ['that changes no grant', undefined, [ASKS], 'not broader'],
  ['that lets nobody do more', 'not broader', [ASKS], 'not broader'],
  ['that lets somebody do more', 'broader', [ASKS], 'may be broader'],
  ['that templates do not tell the effect of', 'not rated', [ASKS], 'may be broader'],
  ['that takes the question away', undefined, [], 'may be broader'],
  ['that asks another question', undefined, [{ ...ASKS, Actions: [] }], 'may be broader'],
])('an update %s is as it is called', (_, rating, after, expected) => {
  expect(rated(rating, [ASKS], after)).toBe(expected);
});

test('an update that asks only after the pipeline has updated itself is as if it lets somebody do more', () => {
  expect(rated(undefined, [ASKS, UPDATE], [ASKS, UPDATE])).toBe('not broader');
  expect(rated(undefined, [ASKS, UPDATE], [UPDATE, ASKS])).toBe('may be broader');
});

test('the stages after it do not count', () => {
  const other = { Name: 'dev', Actions: [] };
  expect(rated(undefined, [ASKS], [ASKS, other])).toBe('not broader');
});
