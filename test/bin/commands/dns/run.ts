import type { DnsPorts } from '../../../../bin/commands/dns/ports';
import { DnsUnanswered } from '../../../../bin/commands/doctor/ports';
import { main } from '../../../../bin/commands/terminal/main';
import { waypostProgram } from '../../../../bin/commands/program';
import { parseConfig } from '../../../../lib/config/parse-config';
import { sample } from '../../../helpers/sample';
import { projectOf } from '../fakes';

/** `sample` with these keys of its production environment, `example.com`. */
export function rawConfig(prod: object = {}): unknown {
  const [dev, last] = sample.environments;
  return { ...sample, environments: [dev, { ...last, ...prod }] };
}

/** What a shell would see of `waypost dns <args>`. */
export async function dns(
  args: readonly string[],
  { raw = rawConfig(), ...changes }: Partial<DnsPorts> & { readonly raw?: unknown } = {},
) {
  let stdout = '';
  const errors: string[] = [];
  const tell = (text: string) => errors.push(text);
  const ports: DnsPorts = {
    readFile: () => Promise.reject(new Error('no file was to be read')),
    rawConfig: () => raw,
    synthesize: () => Promise.reject(new Error('nothing was to be synthesized')),
    dns: { lookUp: () => Promise.reject(new DnsUnanswered('ENOTFOUND')) },
    ask: () => Promise.reject(new Error('nobody was to be asked')),
    unlikelyLabel: () => 'unlikely',
    write: (text) => {
      stdout += text;
    },
    note: tell,
    ...changes,
  };
  const program = waypostProgram(projectOf(parseConfig(raw)), {
    dns: () => ports,
  });
  for (const one of [program, ...program.commands.flatMap((top) => [top, ...top.commands])]) {
    one.configureOutput({ writeOut: tell, writeErr: tell });
  }
  const code = (await main(program, ['dns', ...args], tell)) ?? 0;
  return { code, stdout, stderr: errors.join('\n') };
}
