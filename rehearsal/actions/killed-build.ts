import { PHASES, type BuildSpec } from './build-spec';

/**
 * A build spec whose main command is killed with all of its build, a second after it has begun, or at its
 * end if it is quicker: 0 names the process group, which a build has to itself.
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
