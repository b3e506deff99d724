/** Why the last look at the cloud failed, if it did (look.ts). */
export function LookError({ error }: { error: string | undefined }) {
  return error === undefined ? null : <p class="bad">{error}</p>;
}
