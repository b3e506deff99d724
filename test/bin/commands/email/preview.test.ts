import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processDesk } from '../../../../bin/commands/terminal/process-desk';
import { main } from '../../../../bin/commands/terminal/main';
import { waypostProgram } from '../../../../bin/commands/program';
import { validateForm } from '../../../../lambdas/contact-form/core/validate-form';
import { sampleSubmission } from '../../../../bin/commands/email/sample';
import { config } from '../fakes';

const repositoryRoot = join(__dirname, '../../../..');
const home = process.cwd();
const scratch = mkdtempSync(join(tmpdir(), 'waypost-mails-'));
afterAll(() => {
  process.chdir(home);
  rmSync(scratch, { recursive: true });
});

/** What a shell would see of `waypost email preview <line>` in an empty folder, and the files in it then. */
async function preview(line: string, root = repositoryRoot) {
  const folder = mkdtempSync(join(scratch, 'run-'));
  process.chdir(folder);
  let stdout = '';
  const errors: string[] = [];
  const tell = (text: string) => errors.push(text);
  const written = jest.spyOn(processDesk, 'write').mockImplementation((text) => {
    stdout += text;
  });
  const program = waypostProgram({ root, config: () => config });
  for (const one of [program, ...program.commands.flatMap((top) => [top, ...top.commands])]) {
    one.configureOutput({ writeOut: tell, writeErr: tell });
  }
  const args = ['email', 'preview', ...line.split(' ').filter(Boolean)];
  const code = (await main(program, args, tell)) ?? 0;
  written.mockRestore();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:txt|html)$/.test(path))
    .sort();
  const files = new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  return { code, stdout, stderr: errors.join('\n'), files };
}

describe('waypost email preview', () => {
  test('writes what the forms send, each in its language, and prints the paths', async () => {
    const { code, stdout, files } = await preview('');
    expect(code).toBe(0);
    expect([...files.keys()].filter((path) => path.endsWith('.html'))).toEqual([
      '.waypost/mails/contact-message-en.html',
      '.waypost/mails/quote-message-ar.html',
      '.waypost/mails/quote-receipt-ar.html',
    ]);
    for (const text of files.values()) expect(text).not.toMatch(/\{\{|undefined/);
    const bodies = [...files.keys()].filter((path) => !path.endsWith('.subject.txt'));
    for (const path of bodies) expect(stdout).toContain(path);
    expect(stdout).toContain('message of form contact (en): Message from Ada Lovelace');
  });

  test('fills in every field of a form', async () => {
    const { files } = await preview('message --form quote');
    const text = files.get('.waypost/mails/quote-message-ar.txt');
    const quote = config.contact.forms.find(({ name }) => name === 'quote');
    expect(quote?.fields.length).toBeGreaterThan(3);
    for (const { label } of quote?.fields ?? []) expect(text).toContain(label);
  });

  test('shows what submit would take', () => {
    for (const form of config.contact.forms) {
      const { values } = sampleSubmission(form);
      expect(validateForm(values, form)).toEqual({ values });
    }
  });

  test.each([
    ['receipt', ['contact-receipt-en', 'quote-receipt-ar']],
    ['receipt --form contact --language ar', ['contact-receipt-ar']],
    ['--form quote --language en', ['quote-message-en', 'quote-receipt-en']],
  ])('%s shows %j', async (line, expected) => {
    const { files } = await preview(`${line} --output out`);
    expect([...files.keys()].filter((path) => path.endsWith('.html'))).toEqual(
      expected.map((name) => `out/${name}.html`),
    );
  });

  test('--json says where what is', async () => {
    const { stdout } = await preview('message --form contact --json');
    expect(JSON.parse(stdout)).toEqual([
      {
        form: 'contact',
        template: 'message',
        language: 'en',
        subject: 'Message from Ada Lovelace',
        text: '.waypost/mails/contact-message-en.txt',
        html: '.waypost/mails/contact-message-en.html',
      },
    ]);
  });

  test('names the file of a template that SES could not render', async () => {
    const root = mkdtempSync(join(scratch, 'root-'));
    const folder = join(root, 'lambdas/contact-form/email/en');
    cpSync(join(repositoryRoot, 'test/fixtures/broken-mail'), folder, { recursive: true });
    const { code, stderr, stdout } = await preview('message --form contact', root);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`${join(folder, 'message.txt')} cannot be rendered`);
    expect(stderr).toMatch(/telephone.*It may use id, receivedAt, form, name/);
  });

  test.each([
    ['invoice', 'Allowed choices are message, receipt'],
    ['--language tlh', 'Allowed choices are en, ar'],
    ['--form lost', 'There is no form "lost" in waypost.config.ts. Choose one of contact, quote.'],
  ])('%s is wrong usage, which ends with 2', async (line, message) => {
    const { code, stderr, files } = await preview(line);
    expect({ code, files: files.size }).toEqual({ code: 2, files: 0 });
    expect(stderr).toContain(message);
  });

  test('says when a file cannot be written', async () => {
    const file = join(scratch, 'no-folder');
    writeFileSync(file, '');
    const { code, stderr } = await preview(`message --output ${file}/below`);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `--output: ${file}/below/contact-message-en.subject.txt cannot be written`,
    );
  });

  test('--help has examples', async () => {
    expect((await preview('--help')).stderr).toMatch(/Examples:\n {2}npx waypost email preview\n/);
  });
});
