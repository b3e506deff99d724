import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import cdkJson from '../../cdk.json';
import { ApplicationStage } from '../../stages/application-stage';
import { exampleConfig } from '../helpers/example-config';

/** A function as Lambda would load it. */
interface Deployed {
  readonly name: string;
  /** `<file>.<export>` */
  readonly handler: string;
  /** Folder that becomes the function's code. */
  readonly code: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

let work: string;
let functions: Deployed[];
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'waypost-handlers-'));
  const config = exampleConfig();
  const environment = config.environments.at(-1);
  if (!environment) throw new Error('the example has no environment');
  const app = new App({ analyticsReporting: false, context: cdkJson.context, outdir: work });
  const stage = new ApplicationStage(app, 'prod', { ...config, environment });
  const assembly = stage.synth();
  const template = assembly.getStackByName(stage.contact.stackName).template as {
    Resources: Record<string, LambdaFunction>;
  };
  functions = Object.values(template.Resources)
    .filter(({ Type, Properties }) => Type === 'AWS::Lambda::Function' && Properties.FunctionName)
    .map(({ Properties: { FunctionName = '', Handler, Code, Environment } }) => ({
      name: FunctionName,
      handler: Handler,
      code: join(work, `asset.${Code.S3Key.replace('.zip', '')}`),
      variables: Environment.Variables,
    }));
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

interface LambdaFunction {
  readonly Type: string;
  readonly Properties: {
    readonly FunctionName?: string;
    readonly Handler: string;
    readonly Code: { readonly S3Key: string };
    readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
  };
}

/** Loads the code as Lambda does: in a process of its own, with the variables that the stack sets. */
function assertLoads({ name, handler, code, variables }: Deployed) {
  const [file = '', exported = ''] = handler.split('.');
  const path = join(code, `${file}.js`);
  if (!existsSync(path)) throw new Error(`${name}: ${file}.js is not in the asset`);
  // What CloudFormation fills in is a string of its own.
  const env = Object.entries(variables).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : 'filled-in',
  ]);
  const probe =
    'const [, path, name] = process.argv; process.stdout.write(typeof require(path)[name])';
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', probe, path, exported], {
    encoding: 'utf8',
    env: { ...Object.fromEntries(env), AWS_REGION: 'eu-west-1' } as NodeJS.ProcessEnv,
  });
  if (stdout !== 'function') throw new Error(`${name}: ${handler} is ${stdout || stderr}`);
}

/** Nothing is left to the runtime's own SDK, whose version changes under a deployed function. */
function assertSelfContained({ name, code }: Deployed) {
  for (const file of readdirSync(code)) {
    const outside = /require\("(@aws-sdk\/client-[^"]+)"\)/.exec(
      readFileSync(join(code, file), 'utf8'),
    );
    if (outside) throw new Error(`${name}: ${file} leaves ${outside[1] ?? ''} to the runtime`);
  }
}

/** A function whose asset holds one file. */
function withCode(file: string, code: string): Deployed {
  const folder = join(work, 'planted');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, file), code);
  return { name: 'planted', handler: 'index.handler', code: folder, variables: {} };
}

test('every function of the contact stack finds its handler in its asset', () => {
  expect(functions.map(({ name }) => name).sort()).toEqual([
    'waypost-prod-deliver',
    'waypost-prod-feedback',
    'waypost-prod-service-levels',
    'waypost-prod-submission-status',
    'waypost-prod-submit',
  ]);
  for (const one of functions) {
    expect(() => {
      assertLoads(one);
    }).not.toThrow();
  }
});

test.each([
  [
    'a file of another name',
    'main.js',
    'exports.handler = () => {};',
    'index.js is not in the asset',
  ],
  [
    'an export of another name',
    'index.js',
    'exports.main = () => {};',
    'index.handler is undefined',
  ],
  ['a missing variable', 'index.js', 'throw new Error("no such luck");', 'no such luck'],
])('control: the check of handlers notices %s', (_, file, code, message) => {
  expect(() => {
    assertLoads(withCode(file, code));
  }).toThrow(message);
});

test('submit knows the forms but not who gets their mail; deliver knows both', () => {
  const codeOf = (name: string) => {
    const found = functions.find((one) => one.name === `waypost-prod-${name}`);
    return readFileSync(join(found?.code ?? '', 'index.js'), 'utf8');
  };
  // esbuild writes what is not ASCII as escapes, and the forms are a string in a string.
  for (const name of ['submit', 'deliver']) expect(codeOf(name)).toMatch(/name\W+quote\W/);
  expect(codeOf('submit')).not.toContain('sales@example.com');
  expect(codeOf('deliver')).toContain('sales@example.com');
  expect(codeOf('submission-status')).not.toMatch(/name\W+quote\W/);
});

test('every function is bundled with the SDK that the tests ran with', () => {
  for (const one of functions) {
    expect(() => {
      assertSelfContained(one);
    }).not.toThrow();
  }
});

test('control: the check of bundles notices an SDK that is left out', () => {
  const code = 'var a=require("@aws-sdk/client-ses");exports.handler=()=>a';
  expect(() => {
    assertSelfContained(withCode('index.js', code));
  }).toThrow('planted: index.js leaves @aws-sdk/client-ses to the runtime');
});
