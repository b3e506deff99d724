import type { Config } from '../../../lib/config/config';
import { environmentNamed } from '../terminal/environment-named';
import { processDesk } from '../terminal/process-desk';
import { draftOf } from './draft';
import { draftLines } from './draft-lines';

export interface RequestOptions {
  readonly name: string;
  /** Messages that the owner expects in a month. */
  readonly messages: number;
  readonly json: boolean;
}

/** Prints the draft. @throws CommandError UNKNOWN_ENVIRONMENT */
export function request(config: Config, { name, messages, json }: RequestOptions): void {
  const environment = environmentNamed(config, name);
  const draft = draftOf(config, environment, messages);
  processDesk.write(
    json
      ? `${JSON.stringify({ environment: name, ...draft }, undefined, 2)}\n`
      : draftLines(environment, draft),
  );
}
