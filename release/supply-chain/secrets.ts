import { createEngine } from '@secretlint/node';

export interface ScannedText {
  /** Path, or another description of the place. */
  readonly at: string;
  readonly content: string;
}

const RULES = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] };

interface Finding {
  readonly messages: readonly {
    readonly ruleId: string;
    readonly messageId: string;
    readonly loc: { readonly start: { readonly line: number } };
  }[];
}

/** Keys, tokens and passwords in texts, as `<at>:<line> <kind>`. The secret itself is not shown. */
export async function secretsIn(texts: readonly ScannedText[]): Promise<string[]> {
  const engine = await createEngine({ formatter: 'json', color: false, configFileJSON: RULES });
  const problems: string[] = [];
  for (const { at, content } of texts) {
    const { ok, output } = await engine.executeOnContent({ content, filePath: at });
    if (ok) continue;
    const findings = JSON.parse(output) as Finding[];
    for (const { ruleId, messageId, loc } of findings.flatMap(({ messages }) => messages)) {
      problems.push(`${at}:${loc.start.line} ${messageId} (${ruleId.split('/').at(-1) ?? ruleId})`);
    }
  }
  return problems;
}
