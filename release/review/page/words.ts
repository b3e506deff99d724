import type {
  AssetChange,
  Change,
  PackageMove,
  PermissionChange,
  ResourceChange,
  StackDiff,
} from '../diff/model';
import { RATINGS } from '../grants/grant';

/** Line breaks, other control characters, and characters that change the direction of writing. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+/gu;

/** Text of others on one line, without characters that move the text beside it. */
export function oneLine(text: string): string {
  return text.replace(UNSEEN, ' ').trim();
}

/** What stays of it: `, a snapshot is kept`. */
export function leftWords({ change, leaves }: ResourceChange): string {
  if (leaves === 'nothing' || change === 'retained' || change === 'unprotected') return '';
  return leaves === 'snapshot' ? ', a snapshot is kept' : ', the old one is kept';
}

/** At most `length` UTF-16 units, with `…` for the rest. It cuts no character in two. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, length - 1);
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

export function count(number: number, one: string): string {
  return `${number.toLocaleString('en-US')} ${one}${number === 1 ? '' : 's'}`;
}

export const CHANGE_WORDS: Readonly<Record<Change, string>> = {
  destroyed: 'destroyed',
  replaced: 'replaced',
  'maybe-destroyed': 'may be destroyed, by a condition',
  'maybe-replaced': 'may be replaced',
  retained: 'let go, kept in the account',
  unprotected: 'no longer protected when it goes',
  changed: 'changed',
  added: 'added',
};

/** Resources that go, are made anew, or lose protection are shown first. */
export function isRemoval({ change }: ResourceChange): boolean {
  return change !== 'changed' && change !== 'added';
}

/** Not ROLLBACK_COMPLETE, which no release can update, and not a stack that is being changed. */
export function takesUpdates(status: string): boolean {
  return /^(?:CREATE|UPDATE|IMPORT|UPDATE_ROLLBACK)_COMPLETE$/.test(status);
}

/** `0.10`, `-1.00`, `<0.01` */
export function usd(amount: number): string {
  const size = Math.abs(amount);
  if (size < 0.000_05) return '0.00';
  return size < 0.005 ? `${amount < 0 ? '-' : ''}<0.01` : amount.toFixed(2);
}

/** The same, with a plus sign if it costs more. */
export function difference(amount: number): string {
  return amount > 0.000_05 ? `+${usd(amount)}` : usd(amount);
}

/** `17,445 → 17,501 bytes` */
export function sizes({ before, after }: AssetChange): string {
  const size = (side: AssetChange['before']) =>
    side?.bytes === undefined ? 'unknown' : side.bytes.toLocaleString('en-US');
  if (!before) return `new, ${size(after)} bytes`;
  if (!after) return `removed, ${size(before)} bytes`;
  return `${size(before)} → ${size(after)} bytes`;
}

/** `aws4 1.13.2 → 1.14.0` */
export function packageWords({ name, before, after }: PackageMove): string {
  if (before === undefined) return `${name} ${after ?? ''} added`;
  if (after === undefined) return `${name} ${before} removed`;
  return `${name} ${before} → ${after}`;
}

/** The construct path of an asset, below its environment: `Contact/Submit`. */
export function shortPath(path: string, environment: string): string {
  const below = path.split(`/${environment}/`).slice(1).join(`/${environment}/`);
  return below === '' ? path : below;
}

/** `2026-11-25 14:48 UTC` */
export function minute(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

/** `1 broader, 2 not rated`, the worst first; `not broader` if nobody may do more; empty without a change. */
export function permissionRating(stacks: readonly StackDiff[]): string {
  const counts = countsOf(stacks);
  const worse = counts.filter(([rating]) => rating !== 'not broader');
  return (worse.length === 0 ? counts : worse)
    .map(([rating, number]) => (rating === 'not broader' ? rating : `${number} ${rating}`))
    .join(', ');
}

/** `1 broader, 0 not rated, 3 not broader` */
export function permissionCounts(stacks: readonly Granting[]): string {
  const counts = new Map(countsOf(stacks));
  return RATINGS.map((rating) => `${counts.get(rating) ?? 0} ${rating}`).join(', ');
}

/** `broader: Allow sqs:SendMessage on ${Queue} by AWS:${Role}`: changes that may let somebody do more, the worst first. */
export function permissionLines(all: readonly PermissionChange[]): string[] {
  return RATINGS.filter((rating) => rating !== 'not broader').flatMap((rating) =>
    all
      .filter((one) => one.rating === rating)
      .map(({ change, what, resource, principal, condition }) =>
        [
          `${rating}: ${change === 'goes' ? 'no longer ' : ''}${what} on ${resource}`,
          ...(principal === '' ? [] : [`by ${principal}`]),
          ...(condition === '' ? [] : [`if ${condition}`]),
        ].join(' '),
      ),
  );
}

type Granting = Pick<StackDiff, 'permissions'>;

function countsOf(stacks: readonly Granting[]) {
  const all = stacks.flatMap(({ permissions }) => permissions);
  return RATINGS.map(
    (one) => [one, all.filter(({ rating }) => rating === one).length] as const,
  ).filter(([, number]) => number > 0);
}
