import type { Seen, StackPlace } from './seen';
import type { ObjectAddress } from './console/cloud/object-address';
import type { StoredObject } from './console/cloud/s3-object';
import type { ReleaseGrantsView, SubmissionView } from './console/cloud/views';
import type { Cloud } from './emulator/cloud';
import type { Endpoint } from './emulator/coverage';
import type { ProvisionedResource } from './emulator/inventory';
import type { Plan } from './plan/plan';

/** A command that an owner runs once before the first push. */
export interface PreparationStep {
  /** The command, as it is shown. */
  readonly name: string;
  /** Arguments of `npx`. */
  readonly args: readonly string[];
  /** The command has the credentials of this account. */
  readonly account: string;
  readonly region: string;
}

/** A part of an app that the pipeline delivers, such as `prod`. */
export interface AppEnvironment {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Stacks that a release has or had there. */
  readonly stacks: readonly Omit<StackPlace, 'account'>[];
  /** Whether a stack belongs to it. */
  readonly owns: (stack: StackPlace) => boolean;
}

/** What is shown after a delivery. */
export interface Links {
  readonly endpoints: readonly Endpoint[];
  /** Commands for the reader: name -> command. */
  readonly commands: Readonly<Record<string, string>>;
}

/** Reads only stacks of a real environment. */
export interface EnvironmentReader {
  /** `undefined` if there is no such stack. */
  read(place: { readonly stackName: string; readonly region: string }): Promise<
    | {
        readonly template: string;
        readonly status: string;
        readonly parameters?: Readonly<Record<string, string>>;
      }
    | undefined
  >;
}

/** What an approver sees of a release's new grants, for an app that keeps them beside its approvals. */
export interface ReleaseGrants {
  /** @returns undefined for an object that is no page of a release */
  of(
    page: ObjectAddress,
    read: (address: ObjectAddress) => Promise<StoredObject | undefined>,
    look: () => Promise<Seen>,
  ): Promise<ReleaseGrantsView | undefined>;
  /** The page, with the use of each grant in it. */
  shownIn(page: string, grants: ReleaseGrantsView): string;
}

/** A stack that will be deployed, and its template. */
export interface SynthesizedStack extends StackPlace {
  /** Path of its template. */
  readonly templateFile: string;
}

/** What the rehearsal knows of an app. It reads everything else from the deployed pipeline. */
export interface RehearsedApp {
  /** The branch that its pipeline takes. */
  readonly branch: string;
  /** The stack with the pipeline. */
  readonly pipeline: StackPlace;
  /** Folder of its commands in a clone, relative; '' for the top. */
  readonly directory: string;
  /** Prepare the accounts, side by side. */
  readonly bootstraps: readonly PreparationStep[];
  /** Files and folders that change what these commands do. */
  readonly bootstrapSources: readonly string[];
  /** Deploys the pipeline. */
  readonly deployment: PreparationStep;
  /** What will be deployed, where that is known before the deployment. */
  readonly synthesized?: readonly SynthesizedStack[];
  /** In the order of delivery. */
  readonly environments: readonly AppEnvironment[];
  /** Known before anything is deployed, for the user. */
  readonly notices?: readonly string[];
  /** What answers after a delivery. */
  readonly links: (plan: Plan, cloud: Cloud) => Promise<Links>;
  /** One message for each stack that the app has left behind. */
  readonly leftBehind?: (
    resources: readonly ProvisionedResource[],
    plan: Plan,
    cloud: Pick<Cloud, 'cloudFormation'>,
  ) => Promise<readonly string[]>;
  /** Says which permissions an update of the pipeline adds. It reads the variables of the action. */
  readonly noticeOfUpdate?: (variables: Readonly<Record<string, string>>) => string | undefined;
  /** Opens a real environment, for `--from`. @throws Error if the current credentials give no such reader */
  readonly openEnvironment?: (environment: AppEnvironment) => Promise<EnvironmentReader>;
  /** Messages of visitors that it has in the emulator; empty if there are none yet. */
  readonly submissions?: (endpoint: string) => Promise<readonly SubmissionView[]>;
  /** Pages of visitors that it has delivered in the emulator, for the console's frame; empty if there are none yet. */
  readonly pages?: (cloud: Cloud) => Promise<readonly Endpoint[]>;
  readonly releaseGrants?: ReleaseGrants;
}

/**
 * Runs a command in a folder with credentials of an account of the emulated cloud, and tells how it comes out.
 * Rejects with the command's last output.
 */
export type RunPreparationStep = (step: PreparationStep, folder: string) => Promise<void>;

/** Tools that an owner has installed outside of an app's packages. */
export interface OwnersTools {
  /** Folders that come first on the PATH. */
  readonly path: readonly string[];
  /** Prefix of npm's global packages, in which `npx` finds a command. */
  readonly npmPrefix?: string;
}

/** Opens an app. */
export interface AppSource {
  /** Installed packages of the owner: folder in a clone, relative -> the node_modules that it gets. */
  readonly packages: ReadonlyMap<string, string>;
  /** What its commands find besides. Builds do not: on AWS, they have only what they install. */
  readonly tools?: OwnersTools;
  /** @param folder a clone of the rehearsed commit */
  open(folder: string, run: RunPreparationStep): Promise<RehearsedApp>;
  /** The same for an older commit. Its own code may be needed. @param folder a clone of it */
  openEarlier(folder: string, run: RunPreparationStep): Promise<RehearsedApp>;
}
