import type { RoleStatement, RoleCall, RoleCalls } from '../../emulator/calls';

/** `policy “grants” of role/writer, statement 2 (Write)` */
export function statementWords({ kind, holder, policy, number, document }: RoleStatement): string {
  const { Sid: sid } = document;
  const statement = `statement ${number}${typeof sid === 'string' ? ` (${sid})` : ''}`;
  switch (kind) {
    case 'role':
      return `policy “${policy}” of ${nameOf(holder)}, ${statement}`;
    case 'boundary':
      return `permissions boundary “${policy}”, ${statement}`;
    case 'session':
      return `session policy, ${statement}`;
    case 'resource':
      return `policy of ${holder}, ${statement}`;
    case 'trust':
      return `trust policy of ${nameOf(holder)}, ${statement}`;
  }
}

/** Why a call was denied, and what to do about it. */
export function denialAdvice(
  call: RoleCall,
  { statements }: Pick<RoleCalls, 'statements'>,
): string {
  const { caller, action, resource, missing } = call;
  const said = call.statements.flatMap((index) => statements[index] ?? []);
  if (call.decision === 'Deny') {
    const denying = said.map(statementWords).join('; ') || 'A statement';
    return `${denying} denies it, and a Deny wins over every grant. Narrow that statement, or leave out the call.`;
  }
  switch (missing) {
    case 'boundary':
      return `A policy of role/${caller} allows it, and its permissions boundary does not. Allow it in the boundary, and bootstrap the account again; or leave out the call.`;
    case 'session':
      return `The session of role/${caller} was limited to less. Widen the policy that the session gets.`;
    case 'trust':
      return `The trust policy of ${nameOf(resource)} does not let ${caller} assume it. Name it there; if it is a role of the CDK’s bootstrap, bootstrap its account again with “npx waypost bootstrap”.`;
    case 'resource':
      return `role/${caller} is granted it, and the policy of ${resource} does not let it in. A key, and every resource of another account, must allow it as well: grant it there.`;
    default:
      return `No policy of role/${caller} allows ${action} there. Grant it in the stack that makes the role, or leave out the call.${nearestWords(call, statements)}`;
  }
}

function nearestWords({ nearest }: RoleCall, statements: RoleCalls['statements']): string {
  const words = nearest.flatMap(({ statement, fails }) => {
    const near = statements[statement];
    if (!near) return [];
    const { document } = near;
    return fails === 'condition'
      ? `${statementWords(near)} allows it under a condition that is not met: ${JSON.stringify(document['Condition'])}`
      : `${statementWords(near)} allows it on ${resourcesOf(document)}`;
  });
  return words.length === 0 ? '' : ` Closest: ${words.join('; ')}.`;
}

function resourcesOf({ Resource, NotResource }: RoleStatement['document']): string {
  const names = (value: unknown) => [value ?? []].flat().map(String).join(', ');
  return NotResource === undefined ? names(Resource) : `all but ${names(NotResource)}`;
}

/** `role/writer` of an ARN. */
function nameOf(arn: string): string {
  return arn.split(':').slice(5).join(':') || arn;
}
