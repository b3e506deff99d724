import { NOTIFICATIONS_ENV } from '../contract';

/**
 * Reads how long the approval of a stage waits.
 * @param text JSON: stage -> minutes
 * @throws for a stage without an entry
 */
export function approvalMinutes(text: string): (stage: string) => number {
  const minutes = JSON.parse(text) as Readonly<Record<string, number>>;
  return (stage) => {
    const found = minutes[stage];
    if (found !== undefined) return found;
    throw new Error(
      `${NOTIFICATIONS_ENV.approvalMinutes} has no ${stage}: deploy the pipeline again.`,
    );
  };
}
