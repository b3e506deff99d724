import { runningEmulator } from '../support/running-emulator';
import { bundledFunctions } from './support/bundle';
import { problemsOf } from './support/ledger';
import { onLine } from './support/line';

const emulator = runningEmulator();
const bundles = bundledFunctions();

test('control: a lost message is noticed', async () => {
  const deliver = await bundles().broken('acknowledges-without-mailing');
  await onLine(emulator(), { deliver }, async (line) => {
    const [id] = await line.submit({});
    expect(problemsOf(await line.outcomeOf([String(id)]))).toContain(`${id} is lost: no mail`);
  });
});

test('control: a doubled message is noticed', async () => {
  const deliver = await bundles().broken('mails-without-claiming');
  await onLine(emulator(), { deliver }, async (line) => {
    const [id] = await line.submit({});
    await line.submit({ id: String(id) });
    expect(problemsOf(await line.outcomeOf([String(id)]))).toContain(`${id} is doubled: 2 mails`);
  });
});
