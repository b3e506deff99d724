import { Sweep } from './support/sweep';

jest.setTimeout(60 * 60_000);

/** Part of `npm run bench:break`: faults that cost least, one after the other in one cloud. */
const sweep = new Sweep();
beforeAll(() => sweep.prepare());
afterAll(() => sweep.end());

test.each([
  ['dev.SmokeTest:kill', 'its process was killed', 'failed'],
  ['prod.waypost-prod-storage.Deploy:kill', 'cloudformation:UpdateStack', 'failed'],
  // What Lambda tries again: a mail about the pipeline.
  ['sns:deny', 'sns:Publish', 'succeeded'],
])('after %s, met by %s, the next push recovers', async (fault, met, outcome) => {
  expect(await sweep.try(fault)).toMatchObject({ met, outcome, problems: [] });
});
