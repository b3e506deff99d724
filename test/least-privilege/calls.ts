import type { Decision } from './decisions';
import { type DeployedResource, deployedResources, symbolOf } from './deployed';
import { type Place, symbolic } from './symbols';

/** A call of a role, in symbols: see symbols.ts. */
export interface Call {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  /** Values of the condition keys that the role's own policies named. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export interface Recording {
  readonly endpoint: string;
  readonly decisions: readonly Decision[];
  /** Of a role, by `<its stack> <its name>`. */
  readonly placeOf: (stackAndName: string) => Place;
}

/** What our roles called while an emulator was recorded, sorted, each call once. */
export async function callsIn({ endpoint, decisions, placeOf }: Recording): Promise<Call[]> {
  const resources = new Map<string, DeployedResource[]>();
  for (const account of new Set(decisions.flatMap(accountsIn))) {
    const regions = [...new Set(decisions.map(({ region }) => region))];
    const found = await Promise.all(
      regions.map((region) => deployedResources(endpoint, account, region)),
    );
    resources.set(account, found.flat());
  }
  const everything = [...resources.values()].flat();

  const calls = decisions.flatMap((decision): Call[] => {
    const [, , , , account = '', session = ''] = decision.principal.split(':');
    const name = session.split('/')[1] ?? '';
    const role = resources
      .get(account)
      ?.find((one) => one.type === 'AWS::IAM::Role' && one.name === name);
    // Bootstrap's roles are not of a stack of ours.
    if (!role || role.stack === 'CDKToolkit') return [];
    const place = placeOf(`${role.stack} ${role.name}`);
    const named = everything.reduce(
      (text, one) => text.replaceAll(one.name, symbolOf(one)),
      decision.resource,
    );
    const context = contextOf(decision, place);
    return [
      {
        role: symbolic(symbolOf(role), place),
        action: decision.action,
        resource: symbolic(named, place),
        ...(Object.keys(context).length > 0 && { context }),
      },
    ];
  });
  return distinct(calls);
}

/** Sorted by what a reader looks for: role, action, resource. */
function distinct(calls: readonly Call[]): Call[] {
  const byText = calls.map((call): [string, Call] => [textOf(call), call]);
  return [...new Map(byText).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, call]) => call);
}

export function textOf({ role, action, resource, context = {} }: Call): string {
  return [role, action, resource, JSON.stringify(context)].join(' ');
}

function accountsIn({ principal, resource }: Decision): string[] {
  return [principal, resource].map((arn) => arn.split(':')[4] ?? '').filter((id) => id !== '');
}

function contextOf({ context, policies }: Decision, place: Place): Record<string, string> {
  const asked = JSON.stringify(policies);
  return Object.fromEntries(
    Object.entries(context)
      .filter(([key]) => asked.includes(JSON.stringify(key)))
      .map(([key, value]) => [key, symbolic(String(value), place)]),
  );
}
