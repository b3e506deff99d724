import { PHASES, type BuildSpec } from './build-spec';

/**
 * A build spec whose main command kills its whole build, a second after it begins, or at its end if it is
 * quicker. 0 means the process group. Each build has its own.
 */
export function withKill(spec: BuildSpec): BuildSpec {
  const main = ['build' as const, ...PHASES].find(
    (phase) => (spec.phases[phase]?.commands.length ?? 0) > 0,
  );
  const phase = main && spec.phases[main];
  if (!phase) return spec;
  const [first = '', ...rest] = phase.commands;
  const killed = `{ sleep 1; kill -KILL 0; } &\n${first}\nwait`;
  return { ...spec, phases: { ...spec.phases, [main]: { ...phase, commands: [killed, ...rest] } } };
}
