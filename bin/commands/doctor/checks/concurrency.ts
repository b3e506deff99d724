import { type Finding, fine, toDo } from '../finding';
import type { AccountView } from '../ports';

/** AWS gives most accounts 1,000. New ones may have 10. */
const ENOUGH = 50;

/** Whether enough functions may run at once for a form with visitors. */
export async function checkConcurrency(account: AccountView): Promise<Finding[]> {
  const atOnce = await account.functionsAtOnce();
  const says = `${atOnce} functions can run at once`;
  if (atOnce >= ENOUGH) return [fine(says)];
  return [
    toDo(
      `${says}: visitors who come at the same time may see an error and must try again`,
      'Service Quotas > AWS Lambda > Concurrent executions > Request increase. AWS answers within days.',
    ),
  ];
}
