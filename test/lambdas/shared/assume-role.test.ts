import { STSClient } from '@aws-sdk/client-sts';
import { assumeRole } from '../../../lambdas/shared/assume-role';
import { fakeAws } from '../contact-form/fake-aws';

const READER = 'arn:aws:iam::333333333333:role/reader';
const MEMBERS = {
  AccessKeyId: 'ASIA',
  SecretAccessKey: 'secret',
  SessionToken: 'token',
};

async function assumed(members: Partial<typeof MEMBERS>) {
  const xml = Object.entries(members).map(([name, value]) => `<${name}>${value}</${name}>`);
  const { requests, settings } = fakeAws({
    headers: { 'content-type': 'text/xml' },
    body: `<AssumeRoleResponse><AssumeRoleResult><Credentials>${xml.join('')}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  });
  const credentials = await assumeRole(new STSClient(settings), READER, 'release-check');
  return { credentials, asked: requests.map(({ body }) => new URLSearchParams(body)) };
}

describe('a role', () => {
  test('is assumed for a quarter of an hour, under the name that CloudTrail shows', async () => {
    const { credentials, asked } = await assumed(MEMBERS);
    expect(credentials).toEqual({
      accessKeyId: 'ASIA',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    });
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      RoleArn: READER,
      RoleSessionName: 'release-check',
      DurationSeconds: '900',
    });
  });

  test.each(Object.keys(MEMBERS))('is not assumed without %s', async (name) => {
    await expect(assumed({ ...MEMBERS, [name]: '' })).rejects.toThrow(
      `STS answered without credentials for ${READER}`,
    );
  });
});
