/** SPDX id -> why we may use and pass on packages with this licence. */
export const ACCEPTED_LICENCES: Readonly<Record<string, string>> = {
  '0BSD': 'asks for nothing',
  'Apache-2.0': 'keep the notice; grants patents',
  'Artistic-2.0': 'used unchanged; a program that uses it stays under its own licence',
  'BSD-2-Clause': 'keep the notice',
  'BSD-3-Clause': 'keep the notice, and do not advertise with the authors’ names',
  'BlueOak-1.0.0': 'keep the notice',
  'CC-BY-3.0': 'data, not code: name the authors',
  'CC-BY-4.0': 'data, not code: name the authors',
  'CC0-1.0': 'asks for nothing',
  ISC: 'keep the notice',
  MIT: 'keep the notice',
  'MIT-0': 'asks for nothing',
  'MPL-2.0': 'asks for the source of its own files if they are changed, which they are not',
  'Python-2.0': 'keep the notice',
  Unlicense: 'asks for nothing',
  WTFPL: 'asks for nothing',
};

/**
 * Package -> why it may be here although its licence is not accepted. Only tests use these packages. A test
 * shows that no code that builds, deploys or is deployed imports them.
 */
export const IN_TESTS_ALONE: Readonly<Record<string, string>> = {
  '@cloud-copilot/iam-policy': 'AGPL-3.0-or-later: part of iam-simulate',
  '@cloud-copilot/iam-simulate':
    'AGPL-3.0-or-later: evaluates policies in tests, and is not passed on',
  '@cloud-copilot/iam-utils': 'AGPL-3.0-or-later: part of iam-simulate',
};
