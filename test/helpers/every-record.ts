import type { DnsRecordInput } from '../../lib/config/records/dns-records';

/** A record of each type that the configuration takes, in any zone. */
export const EVERY_RECORD = [
  { name: '@', type: 'MX', values: [{ priority: 10, host: 'mail.example.net' }] },
  { name: 'a', type: 'A', values: ['192.0.2.1', '192.0.2.2'] },
  { name: 'aaaa', type: 'AAAA', values: ['2001:db8::1'] },
  { name: 'alias', type: 'ALIAS', target: 'd111111abcdef8.cloudfront.net' },
  {
    name: 'caa',
    type: 'CAA',
    values: [
      { tag: 'issue', value: 'letsencrypt.org' },
      { tag: 'contactphone', value: '+1 (555) 123-4567' },
    ],
  },
  { name: '*.cname', type: 'CNAME', value: 'www.example.net', ttlSeconds: 60 },
  { name: 'sub', type: 'NS', values: ['ns1.example.net', 'ns2.example.net'] },
  { name: 'sub', type: 'DS', values: [`12345 13 2 ${'A1'.repeat(32)}`] },
  {
    name: 'https',
    type: 'HTTPS',
    values: [{ priority: 1, target: '.', alpn: ['h3', 'h2'], ipv4Hints: ['192.0.2.1'] }],
  },
  {
    name: 'naptr',
    type: 'NAPTR',
    values: [
      {
        order: 10,
        preference: 20,
        flags: 's',
        service: 'SIP+D2T',
        replacement: '_sip._tcp.example.net',
      },
      { order: 20, preference: 0, flags: 'u', regexp: '!^(\\+44.*)$!sip:\\1@example.net!' },
    ],
  },
  { name: '_http._tcp', type: 'PTR', values: ['www._http._tcp.example.net'] },
  {
    name: '_sip._tls',
    type: 'SRV',
    values: [{ priority: 1, weight: 5, port: 5061, host: 'sip.example.net' }],
  },
  { name: 'ssh', type: 'SSHFP', values: [`4 2 ${'a1'.repeat(32)}`, `1 1 ${'b2'.repeat(20)}`] },
  {
    name: '_dns.svcb',
    type: 'SVCB',
    values: [{ priority: 1, target: 'dns.example.net', alpn: ['dot'], port: 853 }],
  },
  { name: '_25._tcp.mail', type: 'TLSA', values: [`3 1 1 ${'c3'.repeat(32)}`] },
  { name: 'txt', type: 'TXT', values: ['k'.repeat(300), 'a "quoted" word'] },
] as const satisfies readonly DnsRecordInput[];
