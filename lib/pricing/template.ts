export interface PricedResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface PricedStack {
  readonly stackName: string;
  readonly account: string;
  readonly template: { readonly Resources?: Readonly<Record<string, PricedResource>> };
}
