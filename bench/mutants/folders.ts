/** Folder of what is changed -> what the paths begin with of the tests that must notice; `!` for those that need not. */
export const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  'lambdas/contact-form': ['test/lambdas/contact-form'],
  'lambdas/drift-detection': ['test/lambdas/drift-detection'],
  'lambdas/pipeline-notifications': ['test/lambdas/pipeline-notifications'],
  'lambdas/release-check': ['test/lambdas/release-check'],
  'lambdas/service-levels': ['test/lambdas/service-levels'],
  'lambdas/shared': ['test/lambdas'],
  'lib/config': ['test/lib/config'],
  'lib/environment/dns': ['test/lib/environment/dns'],
  'rehearsal/plan': ['test/rehearsal'],
  'rehearsal/runner': ['test/rehearsal'],
  'release/review/diff': ['test/release/review'],
  'release/review/grants': [
    'test/release/review/grants',
    // They ask a simulator and the whole registry, for seconds. With them the share would not be lower.
    '!test/release/review/grants/oracle',
    '!test/release/review/grants/registry',
  ],
  'release/review/template': [
    'test/release/review/template',
    'test/release/review/diff/undecided',
    'test/release/review/grants/undecided',
  ],
};
