import { FaultError, parseFault, place } from '../../../rehearsal/faults/fault';
import { parsePlan } from '../../../rehearsal/plan/plan';
import { approvalAction, buildAction, definition, deployAction, sourceAction } from '../support';

const plan = parsePlan(
  definition({
    Source: [sourceAction()],
    dev: [deployAction('storage.Deploy'), buildAction('SmokeTest')],
    prod: [approvalAction(), deployAction('storage.Deploy', {}, { RunOrder: 2 })],
  }),
);

/** What `--break` of this text breaks. */
function placed(text: string): string {
  const found = place(parseFault(text), plan);
  return 'action' in found ? `${found.action.stage} ${found.action.name}` : found.service;
}

test.each([
  ['sqs:throttle', { target: 'sqs', kind: 'throttle' }],
  ['dev.storage.Deploy:kill', { target: 'dev.storage.Deploy', kind: 'kill' }],
  ['Source', { target: 'Source', kind: 'fail' }],
])('%s is read; without a kind it fails', (text, fault) => {
  expect(parseFault(text)).toEqual(fault);
});

test.each(['', ':kill', 'sqs:', 'sqs:melt', 'sqs:kill:deny', 'sqs:Kill'])(
  '%j is refused with the kinds that there are',
  (text) => {
    expect(() => parseFault(text)).toThrow(FaultError);
    expect(() => parseFault(text)).toThrow(/fail, deny, throttle, delay, kill/);
  },
);

test.each([
  ['dev.SmokeTest', 'dev SmokeTest'],
  ['SmokeTest', 'dev SmokeTest'],
  ['dev.storage.Deploy', 'dev storage.Deploy'],
  ['Source.Source', 'Source Source'],
  ['dynamodb', 'dynamodb'],
])('%s is found, by its whole name or an end of it that one action has', (text, found) => {
  expect(placed(text)).toBe(found);
});

test('what is not there is refused with the actions and services that are', () => {
  expect(() => placed('dev.Smoke')).toThrow(FaultError);
  expect(() => placed('dev.Smoke')).toThrow(
    /^--break dev\.Smoke:fail: .*no action and no service\.\nActions: Source\.Source, dev\.storage\.Deploy, dev\.SmokeTest, .*\nServices: cloudformation, .*sqs/,
  );
});

test('a name that stands for several actions is refused with their whole names', () => {
  expect(() => placed('storage.Deploy')).toThrow(
    /several actions\.\nActions: dev\.storage\.Deploy, prod\.storage\.Deploy\.$/,
  );
});

test.each(['deny', 'throttle', 'kill'])('an approval calls nothing that could %s', (kind) => {
  expect(() => placed(`Approve:${kind}`)).toThrow(/Its kinds are fail and delay\./);
});

test('control: an approval can fail and be delayed', () => {
  expect([placed('Approve:fail'), placed('Approve:delay')]).toEqual([
    'prod Approve',
    'prod Approve',
  ]);
});
