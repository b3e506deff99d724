import type { DnsRecordInput } from '../../lib/config/define-record';

/** A record of each type that the configuration takes, in any zone. */
export const EVERY_RECORD = [
  { name: '@', type: 'MX', values: [{ priority: 10, host: 'mail.example.net' }] },
  { name: 'a', type: 'A', values: ['192.0.2.1', '192.0.2.2'] },
  { name: 'aaaa', type: 'AAAA', values: ['2001:db8::1'] },
  { name: 'alias', type: 'ALIAS', target: 'd111111abcdef8.cloudfront.net' },
  { name: 'caa', type: 'CAA', values: [{ tag: 'issue', value: 'letsencrypt.org' }] },
  { name: '*.cname', type: 'CNAME', value: 'www.example.net', ttlSeconds: 60 },
  { name: 'sub', type: 'NS', values: ['ns1.example.net', 'ns2.example.net'] },
  { name: 'sub', type: 'DS', values: [`12345 13 2 ${'A1'.repeat(32)}`] },
  {
    name: 'https',
    type: 'HTTPS',
    values: [{ priority: 1, target: '.', alpn: ['h3', 'h2'], ipv4Hints: ['192.0.2.1'] }],
  },
  {
    name: '_sip._tls',
    type: 'SRV',
    values: [{ priority: 1, weight: 5, port: 5061, host: 'sip.example.net' }],
  },
  {
    name: '_dns.svcb',
    type: 'SVCB',
    values: [{ priority: 1, target: 'dns.example.net', alpn: ['dot'], port: 853 }],
  },
  { name: 'txt', type: 'TXT', values: ['k'.repeat(300), 'a "quoted" word'] },
] as const satisfies readonly DnsRecordInput[];
