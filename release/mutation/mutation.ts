import { MUTATION_LIMIT, MUTATION_PERMISSIONS } from './contract';
import { templateHash } from '../../lambdas/release-check/contract';
import { grantChanges, permissionsIn } from '../review/grants/rate';
import type { PermissionChange, StackLeftBehind } from '../review/diff/model';
import { oneLine, permissionCounts, permissionLines } from '../review/page/words';
import { readRelease } from '../review/template/read-release';
import type { Template } from '../review/template/template';
import type { StackInAccount } from '../../lambdas/shared/stack-address';
import { type NextDelivery, undelivered } from './undelivered';
import { pipelineChanges, type PipelineChanges } from './pipeline-changes';

/** One change of the pipeline by a commit: hashes of the stack's template before and after. */
export interface Mutation {
  readonly from: string;
  readonly to: string;
}

export interface MutationPorts {
  /** The stack that holds the pipeline. */
  readonly pipelineStack: StackInAccount;
  /** Text of the deployed pipeline stack's template. */
  readonly deployedTemplate: () => Promise<string>;
  readonly nextTemplate: () => Promise<string>;
  /** What the commit delivers, everywhere. */
  readonly next: NextDelivery;
  /** Stacks in the pipeline's own account that the commit does not deliver. */
  readonly leftBehind: () => Promise<readonly StackLeftBehind[]>;
  /** Changes of the pipeline by this commit until now, oldest first. */
  readonly mutations: () => Promise<readonly Mutation[]>;
  readonly note: (mutations: readonly Mutation[]) => Promise<void>;
}

/** The same commit changes the pipeline again and again. */
export class MutationLoop extends Error {
  readonly code = 'MUTATION_LOOP';
  constructor(commit: string, { pipeline, others }: PipelineChanges) {
    super(
      [
        `the synthesis is not deterministic: commit ${commit} has changed the pipeline ` +
          `${MUTATION_LIMIT - 1} times, and would change it again, each time starting from Source.`,
        'What differs now:',
        ...[...pipeline, ...others].map((change) => `  ${change}`),
        'Two syntheses of one commit must be the same. Look for dates, random names, look-ups, and folders',
        'read in no fixed order; `npm test` compares two. Push the fix: a new commit starts a new count.',
      ].join('\n'),
    );
    this.name = 'MutationLoop';
  }
}

/**
 * Says what deploying the pipeline changes in it, and records it.
 * Rejects with MutationLoop before a commit changes the pipeline for the MUTATION_LIMITth time.
 */
export async function examineMutation(commit: string, ports: MutationPorts): Promise<string> {
  const deployed = await ports.deployedTemplate();
  const next = await ports.nextTemplate();
  const [before, after] = [parsed(deployed), parsed(next)];
  const changes = pipelineChanges(before, after);
  if (changes.pipeline.length > 0) {
    const now = { from: templateHash(deployed), to: templateHash(next) };
    const noted = await ports.mutations();
    const last = noted.at(-1);
    // A retry after a failure is no further change.
    if (last?.from !== now.from || last.to !== now.to) {
      // Another commit has changed the pipeline since: this one is released again, and there is no loop.
      const known = last?.to === now.from ? noted : [];
      if (known.length + 1 >= MUTATION_LIMIT) throw new MutationLoop(commit, changes);
      await ports.note([...known, now]);
    }
  }
  return [
    ...permissionText(permissionsOf(ports.pipelineStack, before, after)),
    ...(await leftBehindText(before, ports)),
    mutationText(changes),
  ].join('\n');
}

/** What the pipeline's own stack lets anybody do more: nobody approves it but who reviews the commit. */
function permissionsOf(
  pipelineStack: StackInAccount,
  deployed: Template,
  next: Template,
): readonly PermissionChange[] {
  const before = readRelease([{ ...pipelineStack, template: deployed }]);
  const after = readRelease([{ ...pipelineStack, template: next }], before);
  return permissionsIn(pipelineStack.stackName, grantChanges(before, after));
}

function permissionText(permissions: readonly PermissionChange[]): string[] {
  if (permissions.length === 0) return [];
  return [
    `${MUTATION_PERMISSIONS}${permissionCounts([{ permissions }])}.`,
    ...list(permissionLines(permissions).map(oneLine)),
  ];
}

/** They are listed anew each time; what the pipeline's definition says is known only while it changes. */
async function leftBehindText(
  deployed: Template,
  { pipelineStack, next, leftBehind }: MutationPorts,
): Promise<string[]> {
  const listed = await leftBehind().catch((error: unknown) => String(error));
  const here = typeof listed === 'string' ? [] : listed.map(({ command }) => command);
  const commands = [...new Set([...undelivered(deployed, next, pipelineStack), ...here])];
  return [
    ...(commands.length === 0
      ? []
      : ['No longer delivered; these stacks stay as they are. To remove them, in this order:']),
    ...list(commands),
    ...(typeof listed === 'string'
      ? [`It is not known which stacks are left behind in this account: ${oneLine(listed)}`]
      : []),
  ];
}

function list(changes: readonly string[]): string[] {
  return changes.map((change) => `- ${change}`);
}

export function mutationText({ pipeline, others }: PipelineChanges): string {
  if (pipeline.length > 0) {
    return [
      'This commit changes the pipeline. The execution then starts again from Source:',
      ...list(pipeline),
      ...(others.length > 0 ? ['Also in its stack:', ...list(others)] : []),
    ].join('\n');
  }
  if (others.length === 0) return 'The pipeline stays as it is.';
  return [
    'The pipeline stays as it is, and the release goes on. In its stack:',
    ...list(others),
  ].join('\n');
}

function parsed(template: string): Template {
  return JSON.parse(template) as Template;
}
