import { recordsOfUnknown } from '../../../rehearsal/runner/recorded-unknown';

const CHANNEL = 'AWS::MediaLive::Channel';
const GROUP = 'AWS::ResourceGroups::Group';

test('what is only recorded is counted by type, with each of its stacks once', () => {
  const resources = [
    { type: GROUP, stack: 'dev', unknown: true },
    { type: 'AWS::SNS::Topic', stack: 'dev', unknown: false },
    { type: GROUP, stack: 'prod', unknown: true },
    { type: CHANNEL, stack: 'prod', unknown: true },
    { type: GROUP, stack: 'dev', unknown: true },
  ];
  expect(recordsOfUnknown(resources)?.split('\n').slice(1)).toEqual([
    `- ${CHANNEL}: 1, in prod`,
    `- ${GROUP}: 3, in dev, prod`,
  ]);
  expect(recordsOfUnknown(resources)).toContain('--record-unknown');
});

test('nothing is said where the emulator knows every type', () => {
  expect(recordsOfUnknown([{ type: 'AWS::SNS::Topic', stack: 'dev' }])).toBeUndefined();
});
