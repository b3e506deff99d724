import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { codePipelineHistory } from '../../../lambdas/pipeline-news/adapters/codepipeline-history';
import { askAws, callerAccount } from '../terminal/aws-account';
import { type ClientSettings, rehearsalSettings } from '../terminal/client-settings';
import type { MetricsPorts, OpenPast } from './ports';

/** @param root Of the repository, whose rehearsal is meant by `--rehearsal`. */
export function metricsPorts(root: string): MetricsPorts {
  return {
    account: pastWith(() => ({})),
    rehearsal: (tools, pipeline) => pastWith(() => rehearsalSettings(root, tools))(tools, pipeline),
    now: () => new Date(),
    print: (text) => {
      console.log(text);
    },
  };
}

function pastWith(settings: () => ClientSettings): OpenPast {
  return ({ region }, pipeline) => {
    const client = { region, ...settings() };
    const history = codePipelineHistory(new CodePipelineClient(client), pipeline);
    return {
      accountId: () => callerAccount(client),
      history: {
        executions: (since) => askAws(() => history.executions(since)),
        runs: (executionId) => askAws(() => history.runs(executionId)),
      },
    };
  };
}
