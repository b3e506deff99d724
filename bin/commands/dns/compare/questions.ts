import { parentOf } from './our-zone';

/** A name, and the types that are asked for there. */
export interface Question {
  readonly name: string;
  readonly types: readonly string[];
  /** Whether a record of it is known, rather than guessed. */
  readonly isKnown: boolean;
}

/** Names that people have and forget; DNS gives no list of them. */
const HOSTS = [
  'www',
  'mail',
  'smtp',
  'imap',
  'pop',
  'pop3',
  'mx',
  'mx1',
  'mx2',
  'webmail',
  'autodiscover',
  'autoconfig',
  'ftp',
  'sftp',
  'ssh',
  'vpn',
  'remote',
  'api',
  'app',
  'admin',
  'blog',
  'shop',
  'store',
  'cdn',
  'static',
  'assets',
  'docs',
  'help',
  'support',
  'status',
  'dev',
  'staging',
  'test',
  'git',
  'cpanel',
  'webdisk',
  'whm',
  'ns1',
  'ns2',
  'mta-sts',
  'enterpriseenrollment',
  'enterpriseregistration',
  'lyncdiscover',
  'sip',
  'msoid',
];

const TEXTS = [
  '_dmarc',
  '_mta-sts',
  '_smtp._tls',
  '_spf',
  '_acme-challenge',
  '_domainconnect',
  '_github-challenge',
  '_atproto',
  '_bimi',
  'default._bimi',
];

/** What mail providers call their keys. */
const SELECTORS = [
  'default',
  'google',
  'selector1',
  'selector2',
  'k1',
  'k2',
  'k3',
  's1',
  's2',
  'dkim',
  'mail',
  'smtp',
  'key1',
  'key2',
  'fm1',
  'fm2',
  'fm3',
  'protonmail',
  'protonmail2',
  'protonmail3',
  'zoho',
  'zmail',
  'mxvault',
  'sig1',
  'krs',
  'pm',
  'mandrill',
  'mailjet',
  'sendgrid',
  'brevo1',
  'brevo2',
  'hs1',
  'hs2',
  'mte1',
  'mte2',
  'cf2024-1',
  'everlytickey1',
  'ctct1',
  'ctct2',
].map((selector) => `${selector}._domainkey`);

const SERVICES = [
  '_autodiscover._tcp',
  '_caldav._tcp',
  '_caldavs._tcp',
  '_carddav._tcp',
  '_carddavs._tcp',
  '_imap._tcp',
  '_imaps._tcp',
  '_pop3s._tcp',
  '_submission._tcp',
  '_submissions._tcp',
  '_sip._tcp',
  '_sip._tls',
  '_sip._udp',
  '_sips._tcp',
  '_sipfederationtls._tcp',
  '_xmpp-client._tcp',
  '_xmpp-server._tcp',
  '_matrix._tcp',
  '_matrix-fed._tcp',
  '_minecraft._tcp',
  '_ldap._tcp',
  '_kerberos._tcp',
  '_ts3._udp',
];

const HOST_TYPES = ['A', 'AAAA', 'CAA', 'HTTPS', 'MX', 'NS', 'TXT'];
const APEX_TYPES = ['A', 'AAAA', 'CAA', 'HTTPS', 'MX', 'NAPTR', 'SSHFP', 'TXT'];

/** A name and type of which a record is known. */
export interface Known {
  readonly name: string;
  readonly type: string;
}

/** What to ask for: everything known, and names that many have. */
export function questionsOf(domain: string, known: readonly Known[]): Question[] {
  const names = new Set([
    domain,
    ...known.map(({ name }) => name),
    ...[...HOSTS, ...TEXTS, ...SELECTORS, ...SERVICES].map((name) => `${name}.${domain}`),
  ]);
  return [...names].map((name) => {
    const here = known.filter((one) => one.name === name).map(({ type }) => type);
    // An answer to any type shows a CNAME.
    const types = new Set([...usualTypes(name, domain), ...here]);
    types.delete('CNAME');
    return { name, types: [...types], isKnown: name === domain || here.length > 0 };
  });
}

/** A name that nobody has, beside guessed ones: who answers for it has a wildcard. */
export function wildcardProbes(questions: readonly Question[], label: string): Question[] {
  const guessed = questions.filter(({ isKnown }) => !isKnown);
  const parents = [...new Set(guessed.map(({ name }) => parentOf(name)))];
  return parents.map((parent) => ({
    name: `${label}.${parent}`,
    types: [
      ...new Set(
        guessed.filter(({ name }) => parentOf(name) === parent).flatMap(({ types }) => types),
      ),
    ],
    isKnown: false,
  }));
}

/** `*` itself, where a probe was answered. */
export function wildcardQuestion(parent: string): Question {
  return {
    name: `*.${parent}`,
    types: [...new Set([...HOST_TYPES, 'SRV'])].filter((type) => type !== 'NS'),
    isKnown: true,
  };
}

function usualTypes(name: string, domain: string): readonly string[] {
  if (name === domain) return APEX_TYPES;
  if (/^_[a-z0-9-]+\._(?:tcp|udp|tls|sctp)\./.test(name)) {
    return /^_\d/.test(name) ? ['TLSA'] : ['SRV', 'TXT'];
  }
  return name.includes('_') ? ['TXT'] : HOST_TYPES;
}
