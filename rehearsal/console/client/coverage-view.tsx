import { RECORDED_REASONS } from './recorded-reasons';
import type { ViewProps } from './view-props';
import { ScrollTable } from './scroll-table';

/** How far the rehearsal can replace AWS: what is emulated, what is only recorded, and why. */
export function CoverageView({ state }: ViewProps) {
  const { emulated = [], recorded = [], droppedProperties = [] } = state.report?.resources ?? {};
  if (emulated.length === 0) return <p class="empty">It is known when a commit was delivered.</p>;
  return (
    <>
      <h2>Coverage</h2>
      <section class="panel" aria-labelledby="recorded">
        <h3 id="recorded">Only recorded</h3>
        <p class="dim">Accepted and remembered; nothing behind them works. Only AWS can show it.</p>
        <Types
          label="Types that are only recorded"
          columns={['Type', 'Resources', 'Why']}
          rows={recorded.map(({ type, count }) => [type, count, RECORDED_REASONS[type] ?? ''])}
        />
      </section>
      <section class="panel" aria-labelledby="dropped">
        <h3 id="dropped">Properties without effect</h3>
        <Types
          label="Properties without effect"
          columns={['Type', 'Property']}
          rows={droppedProperties.map(({ type, property }) => [type, property])}
        />
      </section>
      <section class="panel" aria-labelledby="emulated">
        <h3 id="emulated">Emulated</h3>
        <Types
          label="Types that are emulated"
          columns={['Type', 'Resources']}
          rows={emulated.map(({ type, count }) => [type, count])}
        />
      </section>
    </>
  );
}

function Types(props: {
  label: string;
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}) {
  if (props.rows.length === 0) return <p class="empty">None.</p>;
  return (
    <ScrollTable label={props.label} columns={props.columns}>
      {props.rows.map((row) => (
        <tr key={row.join(' ')}>
          {row.map((cell, index) => (
            <td key={index}>{cell}</td>
          ))}
        </tr>
      ))}
    </ScrollTable>
  );
}
