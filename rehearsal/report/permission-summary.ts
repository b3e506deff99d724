import type {
  CallerView,
  CallView,
  PermissionUse,
  ReleaseGrantsView,
} from '../console/cloud/views';
import type { Report } from './report-schema';

/** What a reader of the report needs of the permissions: the denials, and what nothing has used. */
export function summarizePermissions({ callers, releases }: PermissionUse): Report['permissions'] {
  return {
    allowed: callers.reduce((sum, { allowed }) => sum + allowed, 0),
    denied: callers.flatMap((caller) =>
      caller.calls.filter(({ allowed }) => !allowed).map((call) => denialOf(caller, call)),
    ),
    newGrants: releases.map(grantsOf),
  };
}

function denialOf(
  { name, ref }: CallerView,
  call: CallView,
): Report['permissions']['denied'][number] {
  const { caller, account, action, resources, count, advice = '' } = call;
  const of = ref ? { executionId: ref.executionId } : { executionId: null };
  return {
    by: name,
    ...of,
    role: caller,
    account,
    action,
    resources: [...resources],
    count,
    advice,
  };
}

function grantsOf({ executionId, environment, grants }: ReleaseGrantsView) {
  const number = (kind: string) => grants.filter(({ use }) => use.kind === kind).length;
  return {
    executionId,
    environment,
    used: number('used'),
    usedInPart: number('partly'),
    notCounted: number('unseen'),
    neverExercised: grants
      .filter(({ use }) => use.kind === 'never')
      .map(({ what, resource, principal, saidBy, stack, use }) => {
        const by = principal === '' ? '' : ` by ${principal}`;
        return {
          grant: `${what} on ${resource}${by}`,
          saidBy: `${saidBy} of ${stack}`,
          use: use.words,
        };
      }),
  };
}
