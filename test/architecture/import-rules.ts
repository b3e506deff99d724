import { importsOf } from './source-tree';

const NODE = /^node:/;
const CDK = [/^aws-cdk-lib(\/|$)/, /^constructs$/, /^cdk-nag$/];
/** Any package: neither a path of this repository, nor CDK. */
const PACKAGE =
  /^(?!(?:bin|lib|stages|lambdas|release|rehearsal|site|test|bench)\/|aws-cdk-lib|constructs$|cdk-nag$)/;

/** What a function or a build script tells of itself, the text that stacks are named by in both, and how JSON is read. */
const CONTRACT =
  /^(?:(?:lambdas|release)\/[^/]+\/contract|lambdas\/shared\/(?:json-object|stack-address))$/;

/** What the console's page knows of the server's files: a build that took more of them would fail. */
const TYPES_ALONE = [
  /^rehearsal\/(?:events|report\/report-schema)$/,
  /^rehearsal\/emulator\/inventory$/,
  /^rehearsal\/console\/(?:cloud\/views|events\/console-event|server\/log-file)$/,
];

/** Folder -> what it may import. The most specific folder counts. Everything else is refused. */
const MAY_IMPORT: Readonly<Record<string, readonly RegExp[]>> = {
  'bin/': [PACKAGE, ...CDK, /^(?:bin|lib|stages|lambdas|release|rehearsal)\//],
  // They run before anything is installed.
  'bin/setup': [NODE, /^bin\/setup\//],
  'stages/': [...CDK, NODE, CONTRACT, /^(?:lib|stages|site)\//],
  'lib/': [...CDK, NODE, /^lib\//, CONTRACT, /^package\.json$/],
  'lib/functions/bundler': [NODE, /^lib\//, /^esbuild$/],
  'lib/config/': [...CDK, NODE, /^lib\//, CONTRACT, /^(?:zod|tldts|cron-parser)$/, /^mailauth\//],
  'lambdas/': [
    NODE,
    /^lambdas\//,
    /^@aws-sdk\//,
    /^(?:aws-lambda|aws4|aws4fetch|cron-parser|ipaddr\.js|standardwebhooks)$/,
    /^altcha-lib(?:\/|$)/,
    /^csv-stringify\/sync$/,
  ],
  // Runs in builds and in commands: of `lib` what needs no CDK, never a construct or a stack.
  'release/': [
    PACKAGE,
    /^release\//,
    /^lib\/(?:config|pricing|security|types)\//,
    /^lib\/naming$/,
    CONTRACT,
    /^lambdas\/shared\//,
  ],
  // Knows nothing of Waypost: any app is rehearsed. What it may take is about texts and about CloudFormation.
  'rehearsal/': [
    PACKAGE,
    /^rehearsal\//,
    /^lib\/config\/fields\/suggest$/,
    /^lambdas\/shared\/describe-stack$/,
  ],
  // Runs in browsers, and in a page that is saved: of Node it knows nothing.
  'rehearsal/console/client/': [
    /^preact(?:\/hooks)?$/,
    /^rehearsal\/console\/(?:client\/|(?:cloud\/object-address|events\/state|saved-run\/saved-run)$)/,
    /^rehearsal\/report\/(?:duration|label-of)$/,
    ...TYPES_ALONE,
  ],
  // What renders the pages; what browsers run imports nothing but what lies beside it.
  'site/': [
    NODE,
    /^site\//,
    /^lambdas\/contact-form\/(?:contract|form-definition)$/,
    /^handlebars$/,
  ],
  'site/static/': [/^site\/static\//, /^\/altcha\//],
  // Stand for the apps of others.
  'examples/': [...CDK, NODE, /^examples\//],
  'test/': [/./],
  'bench/': [
    PACKAGE,
    ...CDK,
    /^(?:bin|lib|stages|lambdas|release|rehearsal|bench)\//,
    /^test\/helpers\/(?:synthesis$|shared-packages\/)/,
    /^test\/browser\/support\/browser$/,
    /^test\/end-to-end\/support\/(?:message-)?sweep$/,
  ],
};

export const GUARDED_FOLDERS = Object.keys(MAY_IMPORT);

/** `undefined` for a file that no rule is about, such as one at the top. */
export function folderOf(path: string): string | undefined {
  return GUARDED_FOLDERS.filter((folder) => path.startsWith(folder)).sort(
    (a, b) => b.length - a.length,
  )[0];
}

/** Each import that the table of folders does not allow, as `importer -> imported`. */
export function forbiddenImports(path: string, text: string): string[] {
  const allowed = MAY_IMPORT[folderOf(path) ?? ''] ?? [/./];
  return importsOf(path, text)
    .filter((imported) => !allowed.some((pattern) => pattern.test(imported)))
    .map((imported) => `${path} -> ${imported}`);
}
