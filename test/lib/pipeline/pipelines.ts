import { join } from 'node:path';
import { dev } from '../../helpers/sample';
import { exampleConfig, prodInput } from '../../helpers/example-config';
import { synthesizedPipeline } from '../../helpers/one-bucket-pipeline';
import { type Action, stageNamed } from '../../helpers/pipeline-definition';
import { statementsOf } from '../../helpers/template-rules';

export const RELEASE_MANAGERS = 'arn:aws:iam::111111111111:role/release-managers';
export const ROOT = join(__dirname, '../../..');
export const { template, assembly } = synthesizedPipeline({
  files: [join(ROOT, 'package.json'), join(ROOT, 'tsconfig.json')],
});

/** Of an owner who queues releases, waits an hour for a person, has an approver and approves updates of the pipeline. */
export const hasty = synthesizedPipeline({
  config: exampleConfig({
    pipeline: {
      executionMode: 'QUEUED',
      approvers: [RELEASE_MANAGERS],
      confirmPermissionsBroadening: true,
    },
    environments: [
      dev,
      {
        ...prodInput,
        approval: { timeoutMinutes: 60 },
        deploymentWindow: { cron: '* 9-16 * * 1-4', timeZone: 'Europe/Berlin' },
      },
    ],
  }),
});

/** Inline build spec of the one project whose description ends so. */
export function buildSpecOf(action: string) {
  const [project] = Object.values(
    template.findResources('AWS::CodeBuild::Project', {
      Properties: { Description: `Pipeline step waypost-pipeline/Pipeline/${action}` },
    }),
  ) as { Properties: { Source: { BuildSpec: string } } }[];
  return project?.Properties.Source.BuildSpec ?? '';
}

export function actionOf(stage: string, action: string): Action {
  const found = stageNamed(stage, template).Actions.find(({ Name }) => Name === action);
  if (!found) throw new Error(`${stage} has no action ${action}`);
  return found;
}

/** Policies that let somebody assume this role, and none beside it. */
export function mayAssume(role: string): string[] {
  return statementsOf(template)
    .filter(
      ({ statement: { Action, Resource } }) => Action === 'sts:AssumeRole' && Resource === role,
    )
    .map(({ id }) => id);
}
