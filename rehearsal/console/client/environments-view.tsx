import type { AlarmView, DashboardView, EnvironmentView, StackView } from '../cloud/views';
import type { ViewProps } from './view-props';
import { useLook } from './look';
import { LookError } from './look-error';
import { count, Time } from './words';
import { ScrollTable } from './scroll-table';

/** Each environment, as AWS's consoles would show it: alarms, dashboards, events of its stacks. */
export function EnvironmentsView({ state, backend }: ViewProps) {
  const { found, error } = useLook(() => backend.environments(), backend.live && !state.ended);
  return (
    <>
      <h2>Environments</h2>
      <LookError error={error} />
      {found?.length === 0 && <p class="empty">Nothing has been delivered yet.</p>}
      {found?.map((environment) => (
        <Environment key={environment.name} {...environment} />
      ))}
    </>
  );
}

function Environment({ name, account, stacks, alarms, dashboards }: EnvironmentView) {
  return (
    <section class="panel" aria-labelledby={`environment-${name}`}>
      <h3 id={`environment-${name}`}>
        {name} <span class="dim">account {account}</span>
      </h3>
      <h4>Alarms</h4>
      <Alarms of={name} alarms={alarms} />
      <h4>Dashboards</h4>
      {dashboards.length === 0 && <p class="empty">None.</p>}
      {dashboards.map((dashboard) => (
        <Dashboard key={dashboard.name} {...dashboard} />
      ))}
      <h4>Stacks</h4>
      {stacks.map((stack) => (
        <Stack key={`${stack.region} ${stack.name}`} {...stack} />
      ))}
    </section>
  );
}

function Alarms({ of, alarms }: { of: string; alarms: readonly AlarmView[] }) {
  if (alarms.length === 0) return <p class="empty">None.</p>;
  return (
    <ScrollTable label={`Alarms of ${of}`} columns={['Alarm', 'State', 'Why']}>
      {alarms.map(({ name, region, state, reason, description }) => (
        <tr key={`${region} ${name}`}>
          <td>
            {name}
            {description !== '' && <div class="dim">{description}</div>}
          </td>
          <td class={state === 'ALARM' ? 'bad' : state === 'OK' ? 'good' : 'dim'}>{state}</td>
          <td>{reason}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function Dashboard({ name, region, metrics }: DashboardView) {
  return (
    <details>
      <summary>
        {name}{' '}
        <span class="dim">
          {region}, {count(metrics.length, 'metric')}
        </span>
      </summary>
      <ScrollTable label={`Metrics of ${name}`} columns={['Graph', 'Metric', 'Newest value']}>
        {metrics.map((metric) => (
          <tr key={`${metric.widget} ${metric.name}`}>
            <td>{metric.widget}</td>
            <td>
              <code>{metric.name}</code>
            </td>
            <td>{metric.value ?? <span class="dim">none</span>}</td>
          </tr>
        ))}
      </ScrollTable>
    </details>
  );
}

function Stack({ name, region, events }: StackView) {
  const [newest] = events;
  return (
    <details>
      <summary>
        {name}{' '}
        <span class="dim">
          {region}, {newest?.status ?? 'no events'}
        </span>
      </summary>
      <ScrollTable label={`Events of ${name}`} columns={['At', 'Resource', 'Status', 'Why']}>
        {events.map((event, index) => (
          <tr key={index}>
            <td>
              <Time at={event.at} />
            </td>
            <td>
              {event.resource} <span class="dim">{event.type}</span>
            </td>
            <td class={event.status.includes('FAILED') ? 'bad' : ''}>{event.status}</td>
            <td>{event.reason}</td>
          </tr>
        ))}
      </ScrollTable>
    </details>
  );
}
