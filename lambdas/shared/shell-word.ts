/** A word of a command that is printed to be copied. An address may have characters that mean something to a shell. */
export function shellWord(text: string): string {
  return /^[\w@.+:/=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
