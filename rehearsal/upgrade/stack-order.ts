/** A deployed stack. */
export interface DeployedTemplate {
  readonly stackName: string;
  readonly region: string;
  /** JSON. */
  readonly template: string;
  /** Given values of its parameters. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Sorts stacks: each comes after those whose outputs it reads. Otherwise the order stays.
 * @throws Error for stacks that read each other: only several updates can make this state, not one creation
 */
export function inOrder<Stack extends DeployedTemplate>(stacks: readonly Stack[]): Stack[] {
  const templates = new Map(stacks.map((one) => [one, JSON.parse(one.template) as unknown]));
  const exporters = new Map(
    stacks.flatMap((one) => exportsOf(templates.get(one)).map((name) => [name, one.stackName])),
  );
  const needs = new Map(
    stacks.map((one) => {
      const { stackNames, exports } = readBy(templates.get(one));
      const names = [...stackNames, ...exports.map((name) => exporters.get(name))];
      return [one, names.filter((name) => name !== one.stackName)] as const;
    }),
  );
  const ordered: Stack[] = [];
  const visit = (stack: Stack, way: readonly Stack[]) => {
    if (ordered.includes(stack)) return;
    if (way.includes(stack)) {
      const names = [...way, stack].map(({ stackName }) => stackName).join(' -> ');
      throw new Error(`these stacks read outputs of each other: ${names}`);
    }
    for (const needed of stacks) {
      if (needs.get(stack)?.includes(needed.stackName)) visit(needed, [...way, stack]);
    }
    ordered.push(stack);
  };
  for (const stack of stacks) visit(stack, []);
  return ordered;
}

/** Names of exports as plain texts, which CDK writes. */
function exportsOf(template: unknown): string[] {
  const { Outputs = {} } = template as {
    readonly Outputs?: Readonly<Record<string, { readonly Export?: { readonly Name?: unknown } }>>;
  };
  return Object.values(Outputs)
    .map(({ Export }) => Export?.Name)
    .filter((name) => typeof name === 'string');
}

function readBy(template: unknown): { stackNames: string[]; exports: string[] } {
  const found = { stackNames: [] as string[], exports: [] as string[] };
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'Fn::ImportValue' && typeof inner === 'string') found.exports.push(inner);
      if (key === 'Fn::GetStackOutput') {
        const { StackName } = inner as { readonly StackName?: unknown };
        if (typeof StackName === 'string') found.stackNames.push(StackName);
      }
      walk(inner);
    }
  };
  walk(template);
  return found;
}
