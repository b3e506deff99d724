/** The end of `--help`. */
export const EXAMPLES = {
  webhooks: `
What is told, and to which form's messages, stands in waypost.config.ts. Addresses and signing secrets are kept in the
environment's account (Systems Manager, Parameter Store) and nowhere else. Guide: docs/webhooks.md`,
  list: `
Example:
  npx waypost webhooks list prod`,
  set: `
Asks for the address, or reads it from stdin: on the command line, others could see it. Prints the signing secret, which the
receiver needs. A secret that is there already stays.

Examples:
  npx waypost webhooks set prod crm
  pass show waypost/crm | npx waypost webhooks set prod crm --json`,
  rotate: `
Both secrets sign until the next rotation. Give the receiver the new one, and let it forget the other.

Example:
  npx waypost webhooks rotate prod crm`,
  unset: `
Works for a webhook that waypost.config.ts has no more, too.

Example:
  npx waypost webhooks unset prod crm`,
  test: `
The deployed function sends it, so it takes the way that messages take. Exit code 1 if the receiver does not take it.

Example:
  npx waypost webhooks test prod crm`,
  redrive: `
Fix the cause first; \`npx waypost webhooks test\` says whether it is fixed.

Example:
  npx waypost webhooks redrive prod`,
} as const;
