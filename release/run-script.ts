/** Ends the process with 0 when `main` resolves, or with 1 and the reason on stderr. */
export function runScript(name: string, main: () => Promise<void>) {
  // For a promise that never settles: then the process ends with this code.
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
