/** Environment variables of `protect-stacks.mjs`. */
export const PROTECT_STACKS_ENV = {
  /** Role in the stacks' account that may protect them. */
  roleArn: 'PROTECTOR_ROLE_ARN',
  /** See `formatStacks`. */
  stacks: 'PROTECTED_STACKS',
} as const;

export type ProtectStacksEnv = Record<
  (typeof PROTECT_STACKS_ENV)[keyof typeof PROTECT_STACKS_ENV],
  string
>;

export interface StackAddress {
  readonly region: string;
  readonly stackName: string;
}

/** `us-east-1/waypost-prod-dns eu-west-1/waypost-prod-storage` */
export function formatStacks(stacks: readonly StackAddress[]): string {
  return stacks.map(({ region, stackName }) => `${region}/${stackName}`).join(' ');
}

/** Throws on anything that `formatStacks` does not write. */
export function parseStacks(text: string): StackAddress[] {
  return text.split(' ').map((address) => {
    const [, region, stackName] = /^([a-z0-9-]+)\/([A-Za-z0-9-]+)$/.exec(address) ?? [];
    if (!region || !stackName) {
      throw new Error(
        `expected "<region>/<stack> ..." in ${PROTECT_STACKS_ENV.stacks}, found "${text}"`,
      );
    }
    return { region, stackName };
  });
}
