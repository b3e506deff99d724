import {
  type OutlinedStage,
  stepsAfterApproval,
  stepsInARow,
  stepsToDeployed,
} from './delivery/pipeline-outline';

/**
 * Seconds until a build's machine runs its first command. AWS documents none: these are what is public,
 * with sources in docs/adr/0022, and a guess for Lambda, of which AWS only says that it is faster.
 */
const START_UP_SECONDS = {
  'EC2, as in an example of the AWS CLI': 34,
  'EC2, queued as some have seen it': 70,
  'Lambda, assumed': 5,
};

/** Seconds that a release waits for machines: `what`, its builds and stacks in a row, then a column for each. */
export function startUpRows(stages: readonly OutlinedStage[]): string[] {
  const approved = stages.filter(({ steps }) =>
    steps.flat().some(({ provider }) => provider === 'Manual'),
  );
  const deployed = stages.filter(({ steps }) =>
    steps.flat().some(({ provider }) => provider === 'CloudFormation'),
  );
  const [first] = deployed;
  if (!first) throw new Error('the pipeline deploys nothing');
  const waits = [
    { what: `push to ${first.name}`, steps: stepsToDeployed(stages, first.name) },
    ...approved.map((stage) => ({
      what: `approval to ${stage.name}`,
      steps: stepsAfterApproval(stage),
    })),
  ];
  const seconds = Object.values(START_UP_SECONDS);
  return [
    `| from | builds in a row | steps of stacks | ${Object.keys(START_UP_SECONDS).join(' | ')} |`,
    `| --- | ${['', '', ...seconds].map(() => '---:').join(' | ')} |`,
    ...waits.map(({ what, steps }) => {
      const builds = stepsInARow(steps, 'CodeBuild');
      const cells = [
        builds,
        stepsInARow(steps, 'CloudFormation'),
        ...seconds.map((one) => `${builds * one} s`),
      ];
      return `| ${what} | ${cells.join(' | ')} |`;
    }),
  ];
}
