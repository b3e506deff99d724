/** The end of `--help`. */
export const EXAMPLES = {
  submissions: `
With --rehearsal, a command works on the messages sent to the contact page of \`npm start\`. Without it,
sign in to the environment's AWS account first. Guide: docs/submissions.md`,
  list: `
Shows names and addresses only on a terminal. --json has everything.

Examples:
  npx waypost submissions list prod
  npx waypost submissions list prod --status spam --since 2026-11-01
  npx waypost submissions list prod --unhandled
  npx waypost submissions list prod --json | jq -r '.[].values.email'`,
  show: `
Example:
  npx waypost submissions show prod 0c9e6f3a-8d1b-4b52-9a57-3a4f0c2d7e11`,
  export: `
Examples:
  npx waypost submissions export prod --format csv --output submissions.csv
  npx waypost submissions export prod --format jsonl --form quote --since 2026-01-01`,
  release: `
Example:
  npx waypost submissions release prod 0c9e6f3a-8d1b-4b52-9a57-3a4f0c2d7e11`,
  spam: `
Only mailed submissions. Nobody is told, and nothing is erased. \`release\` takes it back.

Example:
  npx waypost submissions spam prod 0c9e6f3a-8d1b-4b52-9a57-3a4f0c2d7e11`,
  handle: `
Nobody is told. Without --note, an earlier note stays; --note "" removes it.

Examples:
  npx waypost submissions handle prod 0c9e6f3a-8d1b-4b52-9a57-3a4f0c2d7e11
  npx waypost submissions handle prod 0c9e6f3a-8d1b-4b52-9a57-3a4f0c2d7e11 --note "called back on Monday"
  npx waypost submissions handle prod 0c9e6f3a-8d1b-4b52-9a57-3a4f0c2d7e11 --undo`,
  reply: `
Sends nothing: prints a mail for you to send, or opens it in your mail program. On a machine that you share, leave out
--open: mail programs are given the mail as an argument, which other people there can read in the list of processes.

Examples:
  npx waypost submissions reply prod 0c9e6f3a-8d1b-4b52-9a57-3a4f0c2d7e11 --open
  npx waypost submissions reply prod 0c9e6f3a-8d1b-4b52-9a57-3a4f0c2d7e11 > reply.txt`,
  erase: `
Asks for confirmation. Lists what it erased, and where it cannot erase.

Examples:
  npx waypost submissions erase prod visitor@example.com
  npx waypost submissions erase prod visitor@example.com --yes --json`,
  restore: `
Overwrites nothing, and leaves out submissions that have expired. How to restore a backup to a table:
docs/disaster-recovery.md, "Restore messages".

Examples:
  npx waypost submissions restore prod --from waypost-prod-restore-20261124
  npx waypost submissions restore prod --from waypost-prod-restore-20261124 --yes --json`,
  redrive: `
Fix the cause first. You can run the command again: nothing is mailed twice.

Examples:
  npx waypost submissions redrive prod
  npx waypost submissions redrive prod --id 0c9e6f3a-8d1b-4b52-9a57-3a4f0c2d7e11`,
} as const;
