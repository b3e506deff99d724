export class TokensOfCdk {
  constructor(global: object);
  /** @param packages path of a file -> module that was loaded from it */
  forget(packages: ReadonlyMap<string, { readonly exports: object }>): void;
}
