import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { codePipelineHistory } from '../../../lambdas/pipeline-notifications/adapters/codepipeline-history';
import { askAws, callerAccount } from '../terminal/aws-account';
import { clientSettings } from '../terminal/client-settings';
import type { MetricsPorts } from './ports';

/** @param root the repository. `--rehearsal` uses its rehearsal. */
export function metricsPorts(root: string): MetricsPorts {
  return {
    open(tools, rehearsal, pipeline) {
      const client = { region: tools.region, ...clientSettings(root, tools, rehearsal) };
      const history = codePipelineHistory(new CodePipelineClient(client), pipeline);
      return {
        accountId: () => callerAccount(client),
        history: {
          executions: (since) => askAws(() => history.executions(since)),
          runs: (executionId) => askAws(() => history.runs(executionId)),
        },
      };
    },
    now: () => new Date(),
    print: (text) => {
      console.log(text);
    },
  };
}
