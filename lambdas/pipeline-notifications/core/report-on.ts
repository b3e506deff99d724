import { reportApproval } from './report-approval';
import { reportFailure } from './report-failure';
import { reportSuccess } from './report-success';
import type { PipelineEvent } from './parse-event';
import type { NotificationSettings, NotificationSources, EventReport } from './report';

/** `undefined` where there is nothing to tell any more. Rejects with what the history rejects with. */
export async function reportOn(
  event: PipelineEvent,
  sources: NotificationSources,
  settings: NotificationSettings,
): Promise<EventReport | undefined> {
  const runs = await sources.history.runs(event.executionId);
  switch (event.kind) {
    case 'approval-needed':
      return reportApproval(event, runs, sources, settings);
    case 'failed':
      return reportFailure(event, runs, sources, settings);
    case 'succeeded':
      return reportSuccess(event, runs, sources, settings);
  }
}
