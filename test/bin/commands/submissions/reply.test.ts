import { mailAddress } from '../../../../bin/commands/submissions/reply';
import { ids, stored, submissions } from './fakes';

const ada = stored();
const world = { submissions: [ada] };

describe('submissions reply', () => {
  test('prints a mail to the visitor that quotes the message, and sends nothing', async () => {
    const { code, stdout, stderr, opened } = await submissions(`reply dev ${ada.id}`, world);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'To: ada@example.org',
        'Subject: Re: dev.example.com (contact)',
        '',
        '',
        '',
        'Ada, 2026-11-24 09:15 UTC:',
        '> Hello',
        '> there',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe(`When you have sent it: npx waypost submissions handle dev ${ada.id}`);
    expect(opened).toEqual([]);
  });

  test('--open hands it to the mail program, and prints nobody’s words', async () => {
    const { stdout, opened } = await submissions(`reply dev ${ada.id} --open`, world);
    expect(stdout).toBe('');
    const [address = ''] = opened;
    expect(address).toMatch(/^mailto:ada%40example\.org\?subject=/);
    const { searchParams } = new URL(address);
    expect(searchParams.get('subject')).toBe('Re: dev.example.com (contact)');
    expect(searchParams.get('body')).toContain('> Hello\r\n> there');
  });

  test('a visitor cannot add a recipient, a header or a line of ours', async () => {
    const hostile = stored({
      values: {
        name: 'Ada\nBcc: eve@example.net',
        email: 'ada@example.org?bcc=eve@example.net&x=\r\nBcc: eve',
        message: 'one\u001b[2Jtwo',
      },
    });
    const { stdout, opened } = await submissions(`reply dev ${ids.mailed} --open --json`, {
      submissions: [hostile],
    });
    const address = new URL(opened[0] ?? '');
    expect([...address.searchParams.keys()]).toEqual(['subject', 'body']);
    const { to, body } = JSON.parse(stdout) as { to: string; body: string };
    expect(to).not.toMatch(/[\r\n]/);
    expect(body.split('\n').filter((one) => one.startsWith('Bcc'))).toEqual([]);
    expect(body).not.toContain('\u001b');
  });

  test('an address for the mail program holds as much of a long message as fits', () => {
    const draft = {
      to: 'ada@example.org',
      subject: 'Re: us',
      body: '\n\nAda:\n> مرحبًا\n'.repeat(500),
    };
    const address = mailAddress(draft);
    expect(address.length).toBeLessThanOrEqual(8_000);
    expect(new URL(address).searchParams.get('body')).toMatch(/> \[\.\.\.\]$/);
  });

  test('of what is not there is an error', async () => {
    const { code, stderr, opened } = await submissions(`reply dev ${ids.spam} --open`, world);
    expect({ code, opened }).toEqual({ code: 1, opened: [] });
    expect(stderr).toContain('There is no submission');
  });
});
