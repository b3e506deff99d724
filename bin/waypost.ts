#!/usr/bin/env tsx
// npx keeps links to where `bin` of package.json pointed once, so that this line has to stay.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { addRehearseCommand } from '../rehearsal/terminal/command';
import { runCdk } from './commands/cdk-cli';
import { gitRepository } from './commands/deploy/git-repository';
import { main } from './commands/terminal/main';
import { waypostProgram } from './commands/program';

const root = join(__dirname, '..');
/** For what answers at once: Zod and the CDK's regions take longer to load than all of `--help`. */
const load = createRequire(__filename);

function loadConfig() {
  const loader = load('../lib/config/load-config') as typeof import('../lib/config/load-config.js');
  return loader.loadConfig(root);
}

function record() {
  const { bootstrapRecord } = load(
    './commands/bootstrap/bootstrap-record',
  ) as typeof import('./commands/bootstrap/bootstrap-record.js');
  return bootstrapRecord(root, process.env);
}

async function aws() {
  const { awsAccount } = await import('./commands/terminal/aws-account.js');
  return awsAccount();
}

const program = waypostProgram(loadConfig, {
  aws: {
    accountId: async (region) => (await aws()).accountId(region),
    isBootstrapped: async (region) => (await aws()).isBootstrapped(region),
  },
  rehearsal: async (place) => {
    const { rehearsedAccount } = await import('./commands/terminal/rehearsed-account.js');
    return rehearsedAccount(root, place);
  },
  git: gitRepository(root),
  cdk: (args, environment) => runCdk(root, args, environment),
  print: (line) => {
    console.log(line);
  },
  drill: async () => {
    const { drillPorts } = await import('./commands/drill/adapters.js');
    return drillPorts(root);
  },
  checks: async () => {
    const { checkPorts } = await import('./commands/check/adapters.js');
    return checkPorts(root);
  },
  synthesize: async (config) => {
    const { synthesizeStacks } = await import('./commands/synthesize.js');
    return synthesizeStacks(config);
  },
  email: async () => {
    const { previewPorts } = await import('./commands/email/adapters.js');
    return previewPorts(root);
  },
  record: {
    read: () => record().read(),
    keep: (name, account) => record().keep(name, account),
  },
  destroy: async () => {
    const { destroyPorts } = await import('./commands/destroy/adapters.js');
    return destroyPorts(root);
  },
  diff: async () => {
    const { diffPorts } = await import('./commands/diff/adapters.js');
    return diffPorts(root);
  },
  dns: async () => {
    const { dnsPorts } = await import('./commands/dns/adapters.js');
    return dnsPorts(root);
  },
  doctor: async () => {
    const { doctorPorts } = await import('./commands/doctor/adapters.js');
    return doctorPorts(root);
  },
  metrics: async () => {
    const { metricsPorts } = await import('./commands/metrics/adapters.js');
    return metricsPorts(root);
  },
  submissions: async () => {
    const { submissionsPorts } = await import('./commands/submissions/adapters.js');
    return submissionsPorts(root);
  },
});
addRehearseCommand(program);

void main(program, process.argv.slice(2), console.error).then((code) => {
  if (code !== undefined) process.exitCode = code;
});
