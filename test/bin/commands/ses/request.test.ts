import { main } from '../../../../bin/commands/terminal/main';
import { waypostProgram } from '../../../../bin/commands/program';
import { processDesk } from '../../../../bin/commands/terminal/process-desk';
import type { Config } from '../../../../lib/config/config';
import { exampleConfig } from '../../../helpers/example-config';

const example = exampleConfig();

/** The example with receipts of its first form on or off, and with these recipients. */
function withForms(receipt: boolean, recipients = ['owner@example.com']): Config {
  const forms = example.contact.forms.map((form, index) => ({
    ...form,
    receipt: receipt && index === 0,
    recipients: recipients as unknown as typeof form.recipients,
  }));
  return { ...example, contact: { ...example.contact, forms } };
}

async function run(line: string, config: Config) {
  let stdout = '';
  const errors: string[] = [];
  const written = jest.spyOn(processDesk, 'write').mockImplementation((text) => {
    stdout += text;
  });
  const program = waypostProgram({ root: '', config: () => config });
  for (const one of [program, ...program.commands.flatMap((top) => [top, ...top.commands])]) {
    one.configureOutput({
      writeOut: (text) => errors.push(text),
      writeErr: (text) => errors.push(text),
    });
  }
  const tell = (text: string) => errors.push(text);
  const code = (await main(program, ['ses', 'request', ...line.split(' ')], tell)) ?? 0;
  written.mockRestore();
  return { code, stdout, stderr: errors.join('\n') };
}

interface Drafted {
  readonly needed: boolean;
  readonly reasons: string[];
  readonly first: string[];
  readonly command?: string[];
  readonly text?: string;
}
const drafted = async (line: string, config: Config) => {
  const { code, stdout } = await run(`${line} --json`, config);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Drafted;
};

describe('waypost ses request', () => {
  test('quotes an address that a shell would not take as it is', async () => {
    const { stdout } = await run('prod', withForms(false, ["o'x&y@example.net"]));
    expect(stdout).toContain("--email-identity 'o'\\''x&y@example.net'\n");
  });

  test('says that none is needed where nobody but verified recipients gets mail, and how to verify them', async () => {
    const { code, stdout } = await run(
      'prod',
      withForms(false, ['a@example.net', 'b@example.net']),
    );
    expect(code).toBe(0);
    expect(stdout).toContain('prod needs no production access of SES in eu-west-1');
    for (const address of ['a@example.net', 'b@example.net']) {
      expect(stdout).toContain(
        `aws sesv2 create-email-identity --region eu-west-1 --email-identity ${address}`,
      );
    }
    expect(stdout).not.toContain('put-account-details');
    expect(await drafted('prod', withForms(false))).not.toHaveProperty('command');
  });

  test('drafts what PutAccountDetails takes where a form sends receipts', async () => {
    const { needed, reasons, command, first } = await drafted('prod', withForms(true));
    expect(needed).toBe(true);
    expect(reasons).toEqual([
      `the form "${example.contact.forms[0]?.name ?? ''}" sends receipts to visitors, whom nobody can verify`,
    ]);
    expect(first).toEqual([]);
    expect(command?.join(' ')).toBe(
      'sesv2 put-account-details --region eu-west-1 --production-access-enabled --mail-type TRANSACTIONAL ' +
        '--website-url https://example.com --contact-language EN ' +
        `--additional-contact-email-addresses ${example.notifications.join(' ')}`,
    );
  });

  test('answers what AWS asks: use, volume, consent, bounces and complaints', async () => {
    const { text } = await drafted('prod --messages 3000', withForms(true));
    expect(text).toContain('from contact@example.com');
    expect(text).toContain('A receipt to the visitor');
    expect(text).toContain('3000 messages a month, about 200 mails a day');
    expect(text).toContain('There is no list.');
    expect(text).toContain('at 3 % of bounces and at 0.05 % of complaints');
  });

  test('says of the form only what it has', async () => {
    const config = withForms(true);
    const without = config.contact.forms.map((form) => ({ ...form, proofOfWork: false }));
    const { text } = await drafted('prod', {
      ...config,
      contact: { ...config.contact, forms: without },
    });
    expect(text).not.toContain('proof of work');
    expect((await drafted('prod', config)).text).toContain('proof of work');
  });

  test('is needed for more mails a day than the sandbox allows, each recipient counted', async () => {
    expect((await drafted('prod --messages 6000', withForms(false))).needed).toBe(false);
    const two = withForms(false, ['a@example.net', 'b@example.net']);
    expect((await drafted('prod --messages 6000', two)).reasons).toEqual([
      '400 mails a day are more than the 200 of the sandbox',
    ]);
  });

  test('says to delegate first where the domain is not', async () => {
    const config = withForms(true);
    const environments = config.environments.map((one) => ({ ...one, delegated: false }));
    const { first, text } = await drafted('prod', { ...config, environments });
    expect(first).toEqual([expect.stringContaining('Delegate example.com first')]);
    expect(text).toContain(`from ${config.contact.sender}`);
  });

  test('names no more contacts than AWS takes', async () => {
    const notifications = Array.from({ length: 6 }, (_, n) => `owner${n}@example.com`);
    const { command = [] } = await drafted('prod', {
      ...withForms(true),
      notifications: notifications as unknown as Config['notifications'],
    });
    expect(command.slice(command.indexOf('--additional-contact-email-addresses') + 1)).toEqual(
      notifications.slice(0, 4),
    );
  });

  test.each([
    ['staging', 'There is no environment "staging"'],
    ['prod --messages many', 'Write a whole number from 1 to 1000000.'],
    ['prod --messages 0', 'Write a whole number from 1 to 1000000.'],
  ])('refuses `%s`', async (line, message) => {
    const { code, stdout, stderr } = await run(line, withForms(true));
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });
});
