import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssembly } from '../../../rehearsal/cdk-app/assembly';
import { findPipeline } from '../../../rehearsal/cdk-app/synthesized-pipeline';
import { buildAction, definition, deployAction, sourceAction } from '../support';

const HERE = { account: '111111111111', region: 'us-east-1' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-assembly-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Template = Readonly<Record<string, object>>;

/** An assembly with a stack for each template. */
async function assembly(stacks: Template, environment = 'aws://444444444444/eu-west-1') {
  const artifacts = Object.keys(stacks).map((id) => [
    id,
    {
      type: 'aws:cloudformation:stack',
      environment,
      properties: { templateFile: `${id}.template.json` },
    },
  ]);
  for (const [id, Resources] of Object.entries(stacks)) {
    writeFileSync(join(folder, `${id}.template.json`), JSON.stringify({ Resources }, undefined, 1));
  }
  const manifest = { version: '54.0.0', artifacts: Object.fromEntries(artifacts) as unknown };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return readAssembly(folder);
}

const find = async (stacks: Template, name?: string, environment?: string) =>
  findPipeline(await assembly(stacks, environment), name, HERE);

const pipelineOf = (build = buildAction('Synth')) => ({
  Type: 'AWS::CodePipeline::Pipeline',
  Properties: {
    ...definition({ Source: [sourceAction()], Build: [build], dev: [deployAction('Site')] })
      .properties,
    RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
    RestartExecutionOnUpdate: { Ref: 'AWS::NoValue' },
  },
});
const PIPELINE = { Pipeline: pipelineOf() };
const OTHER = { Bucket: { Type: 'AWS::S3::Bucket' } };

describe('the pipeline of an app', () => {
  test('is found by its template, with what is known before it is deployed', async () => {
    const { stack, place, plan } = await find({ Other: OTHER, Delivery: PIPELINE });
    expect(stack).toMatchObject({ id: 'Delivery', stackName: 'Delivery' });
    expect(place).toEqual({ account: '444444444444', region: 'eu-west-1' });
    expect(plan.stages.map(({ name }) => name)).toEqual(['Source', 'Build', 'dev']);
    expect(plan.restartOnUpdate).toBe(false);
  });

  test('of a stack without account and region is where the credentials are', async () => {
    const { stack, place } = await find(
      { Delivery: PIPELINE },
      undefined,
      'aws://unknown-account/unknown-region',
    );
    expect(stack).toMatchObject({ account: undefined, region: undefined });
    expect(place).toEqual(HERE);
  });

  test('is missed with the stacks that there are', async () => {
    await expect(find({ Other: OTHER })).rejects.toThrow(
      /no stack of the app has an AWS::CodePipeline::Pipeline.* Its stacks: Other\./,
    );
  });

  test('is chosen by its stack if there are several', async () => {
    const stacks = { One: PIPELINE, Two: PIPELINE, Other: OTHER };
    await expect(find(stacks)).rejects.toThrow(
      /2 stacks of the app have a pipeline: One, Two\..*--pipeline One/,
    );
    expect((await find(stacks, 'Two')).stack.id).toBe('Two');
    await expect(find(stacks, 'Other')).rejects.toThrow(
      /--pipeline: "Other" is no stack of the app that has a pipeline\. Those are: One, Two\./,
    );
  });

  test('must be the only one of its stack', async () => {
    await expect(find({ Delivery: { ...PIPELINE, Second: pipelineOf() } })).rejects.toThrow(
      /the stack Delivery has 2 pipelines: Pipeline, Second/,
    );
  });

  test('must be in a stack for whose parameters no value is needed', async () => {
    const read = await assembly({ Delivery: PIPELINE });
    const withParameters = (Parameters: object) => {
      const file = join(folder, 'Delivery.template.json');
      writeFileSync(file, JSON.stringify({ Parameters, Resources: PIPELINE }, undefined, 1));
      return findPipeline(read, undefined, HERE);
    };
    const given = { Type: 'String', Default: '' };
    await expect(withParameters({ Given: given })).resolves.toMatchObject({ place: {} });
    await expect(withParameters({ Given: given, Job: { Type: 'String' } })).rejects.toThrow(
      /the stack Delivery has parameters without a default value: Job\. .*Give each a default/,
    );
  });

  test('that cannot be rehearsed is refused with each reason and its line', async () => {
    const jenkins = { Category: 'Build', Provider: 'Jenkins', Owner: 'Custom', Version: '1' };
    const build = { ...buildAction('Old.Synth'), ActionTypeId: jenkins };
    let said = '';
    await find({ Delivery: { Pipeline: pipelineOf(build) } }).catch((fault: unknown) => {
      said = (fault as Error).message;
    });
    const [, line] = /Delivery\.template\.json:(\d+) .*Jenkins/s.exec(said) ?? [];
    const text = JSON.stringify({ Resources: { Pipeline: pipelineOf(build) } }, undefined, 1);
    const lines = text.split('\n');
    const name = lines.findIndex((one) => one.includes('"Old.Synth"'));
    expect(lines[Number(line) - 1]).toMatch(/"ActionTypeId": \{/);
    expect(Number(line)).toBe(name + 2);
    expect(said).toMatch(/the pipeline of Delivery cannot be rehearsed\. Nothing was deployed/);
  });
});
