import type { ActionRef } from '../../events';
import type { GrantUseView, GrantView, ReleaseGrantsView } from '../cloud/views';
import type { ViewProps } from './view-props';
import { useLook } from './look';
import { linkTo } from './route';
import { ScrollTable } from './scroll-table';
import { count } from './words';

/** Grants that were never used come first. */
const KINDS = [
  ['never', 'never exercised', true],
  ['partly', 'used in part', true],
  ['used', 'used', false],
  ['unseen', 'not counted', false],
] as const;

/** For a question for approval: new grants of the release that the rehearsal has not used. */
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

/** The new grants of a release in an environment, each with its number of uses in the rehearsal. */
export function NewGrants({ release }: { release: ReleaseGrantsView }) {
  const { environment, grants } = release;
  if (grants.length === 0) return <p class="empty">It grants nothing new.</p>;
  return (
    <>
      {/* None is counted of the pipeline's own update, which is no environment. */}
      {grants.some(({ use }) => use.kind !== 'unseen') && (
        <p class="dim">
          Uses are counted in {environment} once it is delivered there, and in the environments
          before it, which got the same statements.
        </p>
      )}
      {KINDS.map(([kind, words, open]) => (
        <Grants key={kind} {...{ kind, words, open, grants, environment }} />
      ))}
    </>
  );
}

function Grants(props: {
  kind: GrantUseView['kind'];
  words: string;
  open: boolean;
  grants: readonly GrantView[];
  environment: string;
}) {
  const own = props.grants.filter(({ use }) => use.kind === props.kind);
  if (own.length === 0) return null;
  return (
    <details open={props.open}>
      <summary>
        {count(own.length, 'grant')} {props.words}
      </summary>
      <ScrollTable
        label={`Grants in ${props.environment}, ${props.words}`}
        columns={['Grant', 'In the rehearsal']}
      >
        {own.map((grant, index) => (
          <Row key={index} {...grant} />
        ))}
      </ScrollTable>
    </details>
  );
}

function Row({ use, what, resource, principal, condition, saidBy, stack }: GrantView) {
  const tone = { used: 'good', partly: 'bad', never: 'bad', unseen: 'dim' }[use.kind];
  return (
    <tr>
      <td>
        <code>{what}</code> on <code>{resource}</code>
        {principal !== '' && (
          <>
            {' '}
            by <code>{principal}</code>
          </>
        )}
        {condition !== '' && (
          <>
            {' '}
            if <code>{condition}</code>
          </>
        )}
        <div class="dim">
          {saidBy} of {stack}
        </div>
      </td>
      <td class={`use ${tone}`}>{use.words}</td>
    </tr>
  );
}
