/** `3 submissions`, `1 submission`, `no submissions` */
export function count(n: number, what: string): string {
  return `${n === 0 ? 'no' : n} ${what}${n === 1 ? '' : 's'}`;
}
