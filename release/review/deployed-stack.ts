export interface StackPlace {
  readonly stackName: string;
  readonly region: string;
}
/** A stack as CloudFormation has it. */
export interface DeployedStack {
  readonly template: string;
  readonly status: string;
  /** ISO 8601, of its last update, or of its creation. */
  readonly lastUpdated: string;
  /** Logical id -> name. */
  readonly physicalIds: Readonly<Record<string, string>>;
  /** As they were given; unset where they were not read. */
  readonly parameters?: Readonly<Record<string, string>>;
}
