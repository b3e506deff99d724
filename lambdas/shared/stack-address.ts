/** One stack of one account. */
export interface StackAddress {
  readonly region: string;
  readonly stackName: string;
}

export interface StackInAccount extends StackAddress {
  readonly account: string;
}

/** `us-east-1/waypost-prod-dns eu-west-1/waypost-prod-storage`, as an environment variable holds it. */
export function formatStacks(stacks: readonly StackAddress[]): string {
  return stacks.map(({ region, stackName }) => `${region}/${stackName}`).join(' ');
}

/**
 * @param variable that holds the text
 * @throws on anything that `formatStacks` does not write
 */
export function parseStacks(variable: string, text: string): StackAddress[] {
  return text.split(' ').map((address) => {
    const [, region, stackName] = /^([a-z0-9-]+)\/([A-Za-z0-9-]+)$/.exec(address) ?? [];
    if (!region || !stackName) {
      throw new Error(`expected "<region>/<stack> ..." in ${variable}, found "${text}"`);
    }
    return { region, stackName };
  });
}
