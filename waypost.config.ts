import { defineConfig } from './lib/config/define-config';

/**
 * The one file you edit. As shipped it describes nobody's accounts: `npm start` rehearses it as it
 * is. Hover over a key for its meaning; `npm run synth` names everything that is wrong at once.
 */
export default defineConfig({
  // Prefix of every name in AWS. Choose it once: changing it replaces everything.
  project: 'waypost',
  domain: 'example.com',

  // A push to this branch is a release.
  source: {
    repository: 'example/waypost',
    branch: 'main',
    // Make and authorise it in the tools account: Developer Tools > Settings > Connections.
    connectionArn:
      'arn:aws:codeconnections:eu-west-1:111111111111:connection/00000000-0000-4000-8000-000000000000',
  },

  // Holds the pipeline and nothing that your visitors see.
  tools: { account: '111111111111', region: 'eu-west-1' },

  // In order of delivery, each in an account and on a domain of its own.
  environments: [
    {
      name: 'dev',
      kind: 'development',
      account: '222222222222',
      region: 'eu-west-1',
      domain: 'dev.example.com',
      // Set it to true once the parent zone names the name servers that the DNS stack prints.
      delegated: false,
      approval: false,
    },
    {
      name: 'prod',
      kind: 'production',
      account: '333333333333',
      region: 'eu-west-1',
      domain: 'example.com',
      delegated: true,
      // A person looks at what will change before each release.
      approval: true,
      // Your own records in this zone. `www` stays free for a website of yours; if another authority
      // than Amazon certifies it, name that one: `certificateIssuers: ['letsencrypt.org']`.
      records: [
        { name: '@', type: 'TXT', values: ['example-site-verification=0123456789abcdef'] },
        { name: 'www', type: 'CNAME', value: 'www.example.net' },
      ],
    },
  ],

  contact: {
    // An address that you read: AWS asks there whether mail may be sent in its name.
    sender: 'owner@example.com',
    // Other websites of yours that post to the contact form.
    allowedOrigins: ['https://www.example.com'],
    forms: [
      // The site's front page.
      { name: 'contact', recipients: ['owner@example.com'] },
      // At /quote.html, from right to left, with fields of its own. Remove or change it as you like.
      {
        name: 'quote',
        language: 'ar',
        recipients: ['owner@example.com'],
        receipt: true,
        fields: [
          { name: 'phone', label: 'رقم الهاتف', type: 'tel' },
          {
            name: 'service',
            label: 'الخدمة المطلوبة',
            type: 'select',
            required: true,
            options: ['تصميم موقع', 'صيانة', 'استشارة'],
          },
          {
            name: 'privacy',
            label: 'أوافق على معالجة بياناتي للرد على رسالتي',
            type: 'consent',
            required: true,
          },
        ],
      },
    ],
  },

  // Who hears when a release fails, waits for approval or succeeds, and when an alarm goes off.
  notifications: ['owner@example.com'],
});
