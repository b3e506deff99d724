import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { guardReceipts } from '../../../../lambdas/submissions/adapters/guard-receipts';
import { processDesk } from '../../../../bin/commands/terminal/process-desk';
import { clientSettings } from '../../../../bin/commands/terminal/client-settings';
import { receiptLedger } from '../../../../lambdas/contact-form/adapters/receipt-ledger';
import { config } from '../fakes';
import { NOW } from './fakes';

const folder = mkdtempSync(join(tmpdir(), 'waypost-desk-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('a receipt is found as deliver entered it, however its address is written', async () => {
  const items = new Map<unknown, unknown>([
    ['secret#2026-11-24', { secret: { S: 'secret of 2026-11-24' } }],
  ]);
  const ledger = receiptLedger(
    ((_: string, { Item }: { Item: { key: { S: string } } }) => {
      items.set(Item.key.S, Item);
      return Promise.resolve({});
    }) as never,
    {
      forms: [] as never,
      tableName: 'guard',
      secrets: { of: (day) => Promise.resolve(`secret of ${day}`) },
      now: () => NOW,
    },
  );
  const send = (command: GetItemCommand | DeleteItemCommand) => {
    const key = command.input.Key?.['key']?.S;
    const found = items.get(key);
    if (command instanceof GetItemCommand) return Promise.resolve({ Item: found });
    items.delete(key);
    return Promise.resolve({ Attributes: found });
  };
  const receipts = guardReceipts({ send: send as never }, 'guard', (_, call) => call());

  await ledger.enter('Ada@Example.org', 'id');
  expect(await receipts.forget('eve@example.org', ['2026-11-24'])).toBe(0);
  expect(await receipts.forget('ADA@example.org', ['2026-11-23', '2026-11-24'])).toBe(1);
  expect([...items.keys()]).toEqual(['secret#2026-11-24']);
});

test('an exported file is for its owner alone, and is overwritten only by force', async () => {
  const path = join(folder, 'all.csv');
  await processDesk.save(path, 'one', false);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await expect(processDesk.save(path, 'two', false)).rejects.toMatchObject({
    code: 'FILE_EXISTS',
    message: expect.stringContaining('--force') as string,
  });
  expect(readFileSync(path, 'utf8')).toBe('one');
  await processDesk.save(path, 'two', true);
  expect(readFileSync(path, 'utf8')).toBe('two');
});

test('a file that cannot be written is named, with why', async () => {
  const path = join(folder, 'missing', 'all.csv');
  await expect(processDesk.save(path, '', false)).rejects.toMatchObject({
    code: 'FILE_NOT_WRITTEN',
    message: expect.stringContaining(path) as string,
  });
});

test('who stops reading ends nothing: what was asked for is done, and no stack trace is shown', async () => {
  const script = `
    import('./bin/commands/terminal/process-desk.ts').then(({ processDesk }) => {
      const { errorMonitor } = require('node:events');
      process.stdin.once('end', () => {
        processDesk.write('x'.repeat(1_000_000));
        process.stdout.once(errorMonitor, () => setImmediate(() => console.error('done')));
      }).resume();
    });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--eval', script], {
    cwd: join(__dirname, '../../../..'),
  });
  let errors = '';
  child.stderr.on('data', (data) => (errors += String(data)));
  // Closed before it writes.
  child.stdout.destroy();
  child.stdin.end();
  const [code] = (await once(child, 'close')) as [number];
  expect({ code, errors }).toEqual({ code: 0, errors: 'done\n' });
});

test('without a rehearsal the error says how to start one', () => {
  expect(() => clientSettings(folder, config.tools, true)).toThrow(/npm start/);
});
