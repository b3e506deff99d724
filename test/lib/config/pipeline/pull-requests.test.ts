import { parseConfig } from '../../../../lib/config/parse-config';
import { onlyProblemOf, sample } from '../../../helpers/sample';

const TOKEN = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:waypost/comments-a1B2c3';

const withSource = (change: object) => ({ ...sample, source: { ...sample.source, ...change } });
const parsed = (change: object) => parseConfig(withSource(change)).source.pullRequests;

describe('pull requests', () => {
  test('are built unless the owner says otherwise', () => {
    expect(parsed({})).toEqual({ provider: 'github' });
    expect(parsed({ pullRequests: {} })).toEqual({ provider: 'github' });
    expect(parsed({ pullRequests: false })).toBeUndefined();
  });

  test('are commented on with a token', () => {
    expect(parsed({ pullRequests: { commentToken: TOKEN } })).toEqual({
      provider: 'github',
      commentToken: TOKEN,
    });
    const named = { provider: 'github', commentToken: TOKEN };
    expect(parsed({ pullRequests: named })).toEqual(named);
  });

  test('may be those of a group within a group on GitLab', () => {
    const change = { repository: 'group/team/waypost', pullRequests: { provider: 'gitlab' } };
    expect(parsed(change)).toEqual({ provider: 'gitlab' });
  });

  test.each([
    ['true', true, '', 'an object with the keys provider, commentToken'],
    ['an unknown key', { token: TOKEN }, '.token', 'one of the keys provider, commentToken'],
    [
      'an unknown provider',
      { provider: 'GitHub' },
      '.provider',
      'one of "github", "gitlab", "bitbucket"',
    ],
    [
      'a token itself',
      { commentToken: 'hunter2' },
      '.commentToken',
      'the ARN of a secret of AWS Secrets Manager',
    ],
    [
      'more before a secret',
      { commentToken: `x${TOKEN}` },
      '.commentToken',
      'the ARN of a secret of AWS Secrets Manager',
    ],
    [
      'a key within a secret',
      { commentToken: `${TOKEN}:token::` },
      '.commentToken',
      'the ARN of a secret of AWS Secrets Manager',
    ],
    [
      'a secret of another account',
      { commentToken: TOKEN.replace('111111111111', '222222222222') },
      '.commentToken',
      'a secret in the tools account and region',
    ],
    [
      'a secret of another region',
      { commentToken: TOKEN.replace('eu-west-1', 'us-east-1') },
      '.commentToken',
      'a secret in the tools account and region',
    ],
    [
      'a token for another provider',
      { provider: 'bitbucket', commentToken: TOKEN },
      '.commentToken',
      'no token: Waypost writes comments only on GitHub',
    ],
  ])('refuse %s', (_, pullRequests, path, expected) => {
    expect(onlyProblemOf(withSource({ pullRequests }))).toMatchObject({
      path: `source.pullRequests${path}`,
      expected,
    });
  });

  test('refuse a repository that their provider cannot have', () => {
    expect(onlyProblemOf(withSource({ repository: 'group/team/waypost' }))).toMatchObject({
      path: 'source.repository',
      expected: '"owner/name", as github has it',
    });
    expect(parsed({ repository: 'group/team/waypost', pullRequests: false })).toBeUndefined();
  });
});
