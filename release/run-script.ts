/** Ends the process with 0 when `main` resolves, or with 1 and the reason on stderr. */
export function runScript(name: string, main: () => Promise<void>) {
  // Until then: a promise that never settles ends the process, with this code.
  process.exitCode = 1;
  main().then(
    () => {
      process.exitCode = 0;
    },
    (error: unknown) => {
      console.error(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
    },
  );
}
