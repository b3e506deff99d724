import type { ActionRef } from '../../events';
import type { GrantView, ReleaseGrantsView } from '../cloud/views';
import type { ViewProps } from './view-props';
import { useLook } from './look';
import { linkTo } from './route';
import { ScrollTable } from './scroll-table';

/** What nobody has tried comes first. */
const KINDS = ['never', 'partly', 'unseen', 'used'] as const;

/** At a question for approval: what the release newly grants that the rehearsal has not used. */
export function GrantUse(props: { of: ActionRef } & Pick<ViewProps, 'backend' | 'state'>) {
  const { of: request, backend, state } = props;
  const { found } = useLook(() => backend.permissions(), backend.live && !state.ended);
  const release = found?.releases.find(
    ({ executionId, environment }) =>
      executionId === request.executionId && environment === request.stage,
  );
  if (!release || release.grants.length === 0) return null;
  const open = release.grants.filter(({ use }) => use.kind === 'never' || use.kind === 'partly');
  return (
    <p>
      <strong>Permissions:</strong> {release.summary}.{' '}
      <a href={linkTo('permissions', release.executionId, release.environment)}>
        {open.length === 0 ? 'Which they are' : 'Which were never exercised'}
      </a>
    </p>
  );
}

/** What a release newly grants in an environment, each with how often the rehearsal used it. */
export function GrantTable({ release }: { release: ReleaseGrantsView }) {
  const { environment, grants, summary } = release;
  if (grants.length === 0) return <p class="empty">It grants nothing new.</p>;
  return (
    <>
      <p class="dim">
        {summary}. Uses are counted in {environment} once it is delivered there, and in the
        environments before it, which got the same statements.
      </p>
      <ScrollTable
        label={`New grants in ${environment}`}
        columns={['In the rehearsal', 'What', 'On', 'By', 'If', 'Said by']}
      >
        {KINDS.flatMap((kind) =>
          grants
            .filter(({ use }) => use.kind === kind)
            .map((grant, index) => <Row key={`${kind} ${index}`} {...grant} />),
        )}
      </ScrollTable>
    </>
  );
}

function Row({ use, what, resource, principal, condition, saidBy, stack }: GrantView) {
  const tone = { used: 'good', partly: 'bad', never: 'bad', unseen: 'dim' }[use.kind];
  return (
    <tr>
      <td class={tone}>{use.words}</td>
      {[what, resource, principal, condition].map((text, index) => (
        <td key={index}>{text !== '' && <code>{text}</code>}</td>
      ))}
      <td>
        <code>{saidBy}</code> <span class="dim">{stack}</span>
      </td>
    </tr>
  );
}
