import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBinary, venvPython } from '../../../rehearsal/paths';
import { childEnvironment } from '../../../rehearsal/processes/child-environment';
import { Processes } from '../../../rehearsal/processes/processes';
import { timeLimits } from '../../../rehearsal/runner/time-limits';
import { deliverEarlier, FirstDeliveryFailed } from '../../../rehearsal/upgrade/first-delivery';
import { findCandidate, Workspace } from '../../../rehearsal/workspace/workspace';
import {
  rehearsedWaypost,
  waypostSource,
} from '../../../bin/commands/rehearse/waypost/rehearsed-waypost';
import { exampleConfig } from '../../helpers/example-config';
import { ScratchRepository } from '../../end-to-end/support/scratch-repository';

jest.setTimeout(60_000);

let repository: ScratchRepository;
let workspace: Workspace;
let processes: Processes;
beforeEach(() => {
  repository = new ScratchRepository();
  repository.git('init', '--quiet', '--initial-branch=main');
  repository.write(
    'package.json',
    '{"name":"x","version":"1.0.0","scripts":{"postinstall":"touch installed"}}',
  );
  repository.write(
    'package-lock.json',
    '{"name":"x","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"x","version":"1.0.0"}}}',
  );
  mkdirSync(join(repository.folder, 'lib', 'config'), { recursive: true });
  repository.write(
    'lib/config/load-config.js',
    "exports.loadConfig = () => { throw new Error('an old rule'); };",
  );
  repository.commit('feat: be old');
  processes = new Processes();
});
afterEach(async () => {
  await processes.stop();
  await workspace.remove();
  repository.remove();
});

/** Up to the configuration, which the commit's own code refuses. */
async function deliver(signal = new AbortController().signal) {
  const candidate = await findCandidate(repository.folder);
  workspace = await Workspace.make(repository.folder, new Date());
  const environment = await childEnvironment({
    root: workspace.root,
    home: workspace.home,
    node: nodeBinary,
    npmCache: join(workspace.root, 'npm-cache'),
    pipCache: join(workspace.root, 'pip-cache'),
    python: venvPython,
  });
  const told: string[] = [];
  const delivery = deliverEarlier(
    { name: 'v1', commit: candidate.commit },
    {
      candidate,
      source: waypostSource,
      run: () => Promise.reject(new Error('nothing is run')),
      app: rehearsedWaypost(exampleConfig()),
      preparation: {
        ...{ workspace, processes, environment, limits: timeLimits() },
        emulator: undefined as never,
        step: (name, _logPath, run) => {
          told.push(name);
          return run();
        },
      },
      definition: () => Promise.reject(new Error('nothing is deployed')),
      deliver: () => Promise.reject(new Error('nothing is delivered')),
      emit: (event) =>
        told.push('outcome' in event ? `${event.type} ${event.outcome}` : event.type),
      signal,
    },
  );
  return { told, delivery };
}

describe('the first delivery', () => {
  test('has packages and configuration of its own, and its failure is told as such', async () => {
    const { told, delivery } = await deliver();
    await expect(delivery).rejects.toThrow(FirstDeliveryFailed);
    await expect(delivery).rejects.toThrow(
      /^v1 \(.{10}\) itself does not deliver, so nothing is known of the upgrade: an old rule$/,
    );
    expect(told).toEqual([
      'noticed',
      'first-delivery-started',
      'npm ci',
      'first-delivery-ended failed',
    ]);
    expect(existsSync(join(workspace.earlierCheckout, 'installed'))).toBe(true);
  });

  test('that an interruption ends has not failed', async () => {
    const interrupted = AbortSignal.abort(new Error('Interrupted by SIGINT'));
    const { told, delivery } = await deliver(interrupted);
    await expect(delivery).rejects.toThrow('Interrupted by SIGINT');
    expect(told).not.toContain('first-delivery-ended failed');
  });
});
