import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuditRegistry, auditRegistry } from './support/audit-registry';
import { runScript, waypost } from './support/waypost-cli';

describe('waypost check audit', () => {
  let registry: AuditRegistry | undefined;
  /** npm keeps what it made of an advisory. */
  let cache: string;
  beforeEach(() => (cache = mkdtempSync(join(tmpdir(), 'waypost-audit-'))));
  afterEach(async () => {
    rmSync(cache, { recursive: true });
    await registry?.close();
  });

  async function audit(advisories: Readonly<Record<string, readonly object[]>>) {
    registry = await auditRegistry(advisories);
    return waypost(['check', 'audit'], {
      npm_config_registry: registry.url,
      npm_config_cache: cache,
    });
  }

  const advisory = (severity: string) => ({
    id: 1,
    url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
    title: 'writes too much',
    severity,
    vulnerable_versions: '*',
  });

  test('asks the registry about the locked packages, and passes when it knows nothing', async () => {
    const { code, output } = await audit({});
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringContaining('No package has an advisory') as string,
    });
    expect(Object.keys(registry?.asked ?? {}).length).toBeGreaterThan(500);
    expect(registry?.asked).toHaveProperty('csv-stringify');
  });

  test('fails for what the registry knows against one of them', async () => {
    const { code, output } = await audit({ 'csv-stringify': [advisory('high')] });
    expect(code).toBe(1);
    expect(output).toContain('high GHSA-aaaa-bbbb-cccc csv-stringify *: writes too much');
  });

  test('shows what is below the threshold, and passes', async () => {
    const { code, output } = await audit({ 'csv-stringify': [advisory('low')] });
    expect(code).toBe(0);
    expect(output).toContain('low GHSA-aaaa-bbbb-cccc');
  });

  test('fails when the registry cannot be reached, and says so', async () => {
    const gone = await auditRegistry({});
    await gone.close();
    const { code, output } = await waypost(['check', 'audit'], {
      npm_config_registry: gone.url,
      npm_config_cache: cache,
      npm_config_fetch_retries: '0',
    });
    expect(code).toBe(1);
    expect(output).toContain('The packages were not audited');
  });
});

describe('waypost check licences', () => {
  test('accepts what is locked', async () => {
    const { code, output } = await waypost(['check', 'licences']);
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringContaining('are accepted') as string,
    });
  });
});

describe('waypost check secrets', () => {
  test('finds none in the sources', async () => {
    const { code, output } = await waypost(['check', 'secrets']);
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringMatching(/No secret in \d{3,} files/) as string,
    });
  });

  // In pieces, for this file is scanned too.
  test.each([
    ['GITHUB_TOKEN', ['ghp', '_', 'a1B2'.repeat(9)].join('')],
    [
      'PrivateKey',
      [
        '-----BEGIN RSA ',
        'PRIVATE KEY-----\n',
        'MIIEpAIBAAKCAQEA'.repeat(8),
        '\n-----END RSA ',
        'PRIVATE KEY-----',
      ].join(''),
    ],
    [
      'AWSSecretAccessKey',
      ['AWS_SECRET_ACCESS_KEY=', 'wJalrXUtnFEMIK7MDENGbPxR', 'fiCYzzzzzzzzzzzz'].join(''),
    ],
  ])('control: it finds %s, and does not print it', async (kind, secret) => {
    const texts = [{ at: 'notes.txt', content: `one\n${secret}\n` }];
    const { output } = await runScript('test/fixtures/scan-secrets.ts', [], {
      input: JSON.stringify(texts),
    });
    expect(JSON.parse(output)).toEqual([expect.stringContaining(`notes.txt:2 ${kind}`)]);
    expect(output).not.toContain(secret.slice(-20));
  });
});
