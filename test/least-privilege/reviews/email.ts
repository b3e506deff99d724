import { type ReviewedGrants, writesItsLog } from './review';

const SENDING_POLICY = /^<env>-email\.SendingPolicyRole$/;

export const EMAIL_GRANTS: readonly ReviewedGrants[] = [
  writesItsLog(SENDING_POLICY, '<env>-email.SendingPolicyLog'),
  {
    roles: SENDING_POLICY,
    why: 'unrecorded',
    reason:
      'No rehearsal changes the policy or deletes the stack; test/emulator/sending-policy.test.ts does both under this role.',
    grants: [
      [
        'arn:aws:ses:<region>:<account>:identity/<sender>',
        ['ses:DeleteEmailIdentityPolicy', 'ses:UpdateEmailIdentityPolicy'],
      ],
    ],
  },
];
