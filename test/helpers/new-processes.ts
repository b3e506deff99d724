import { Processes } from '../../rehearsal/processes/processes';

const made: Processes[] = [];

afterAll(async () => {
  await Promise.all(made.splice(0).map((processes) => processes.stop()));
});

/** Processes that end with the test file. Their reaper would stay as long as Jest's worker, and keep all that the file has made. */
export function newProcesses(): Processes {
  const processes = new Processes();
  made.push(processes);
  return processes;
}
