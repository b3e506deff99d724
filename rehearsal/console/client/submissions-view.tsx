import type { SubmissionView } from '../cloud/views';
import type { ViewProps } from './view-props';
import { useLook } from './look';
import { LookError } from './look-error';
import { Time } from './words';
import { ScrollTable } from './scroll-table';

/** Visitors' messages from the contact forms, each with its status. */
export function SubmissionsView({ state, backend }: ViewProps) {
  const { found, error } = useLook(() => backend.submissions(), backend.live && !state.ended);
  return (
    <>
      <h2>Submissions</h2>
      <LookError error={error} />
      {found?.length === 0 && <p class="empty">Nobody has sent anything yet.</p>}
      {found !== undefined && found.length > 0 && <Table submissions={found} />}
    </>
  );
}

function Table({ submissions }: { submissions: readonly SubmissionView[] }) {
  return (
    <ScrollTable
      label="Submissions"
      columns={['Received', 'Environment', 'Form', 'Status', 'Why', 'What was sent']}
    >
      {submissions.map(({ id, values, ...one }) => (
        <tr key={`${one.environment} ${id}`}>
          <td>
            <Time at={one.receivedAt} />
          </td>
          <td>{one.environment}</td>
          <td>{one.form}</td>
          <td>{one.status}</td>
          <td>{one.notes}</td>
          <td>
            <details>
              <summary>{values['name'] ?? id}</summary>
              <dl>
                <dt>id</dt>
                <dd>{id}</dd>
                {Object.entries(values).map(([name, value]) => (
                  <>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </>
                ))}
              </dl>
            </details>
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}
