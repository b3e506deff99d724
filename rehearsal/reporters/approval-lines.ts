import type { Colors } from 'picocolors/types';
import type { ApprovalRequest, StackChanges } from '../actions/approval';
import type { Change, ResourceChange } from '../actions/template-differences';

const SIGNS: Readonly<Record<Change, string>> = {
  added: '+',
  changed: '~',
  replaced: '!',
  removed: '-',
};

/** What an approval would let through, for a reader. */
export function approvalLines(request: ApprovalRequest, c: Colors): string[] {
  const changing = request.stacks.filter(({ changes }) => changes.length > 0);
  const staying = request.stacks.length - changing.length;
  const what = changing.length === 0 ? 'It would change nothing.' : 'It would change:';
  return [
    c.bold(`  ${request.stage} waits for approval. ${what}`),
    ...changing.flatMap((stack) => stackLines(stack, c)),
    ...(changing.length === 0 || staying === 0
      ? []
      : [`    ${staying === 1 ? '1 stack stays as it is' : `${staying} stacks stay as they are`}`]),
    ...(request.comment === undefined ? [] : [`    ${request.comment}`]),
    ...(request.reviewUrl === undefined ? [] : [`    ${request.reviewUrl}`]),
  ];
}

function stackLines(stack: StackChanges, c: Colors): string[] {
  const where = `${stack.stackName} (${stack.account}, ${stack.region}${stack.exists ? '' : ', new'})`;
  const counts = (Object.keys(SIGNS) as Change[])
    .map((change) => ({ change, n: stack.changes.filter((one) => one.change === change).length }))
    .filter(({ n }) => n > 0)
    .map(({ change, n }) => `${n} ${change}`);
  return [`    ${where}: ${counts.join(', ')}`, ...resourceLines(stack, c)];
}

/** A new stack's resources are all new: their number says it. */
function resourceLines(stack: StackChanges, c: Colors): string[] {
  if (!stack.exists) return [];
  return stack.changes.map((change) => `      ${paint(change, c)}`);
}

function paint({ change, type, logicalId, properties }: ResourceChange, c: Colors): string {
  const detail = properties.length > 0 ? `: ${properties.join(', ')}` : '';
  const text = `${SIGNS[change]} ${change} ${type} ${logicalId}${detail}`;
  const colour = { added: c.green, changed: c.yellow, replaced: c.red, removed: c.red }[change];
  return colour(text);
}
