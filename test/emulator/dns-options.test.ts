import type { EnvironmentInput } from '../../lib/config/environment/environment';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { OPTIONS } from '../helpers/options';
import { synthesizedEnvironment } from '../helpers/synthesis';
import { outputsOf, type Template, update } from './support/deploy';
import { PROD, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();

/** The DNS stack of prod, without what asks for a bootstrapped account. */
function dnsStack(changes: Partial<EnvironmentInput>): Template {
  const config = exampleConfig({ environments: [{ ...prodInput, ...changes }] });
  const json = synthesizedEnvironment('prod', config).template('dns').toJSON();
  const { Resources, Outputs } = json as Template;
  return { Resources, ...(Outputs && { Outputs }) };
}

const where = { stack: 'waypost-prod-dns', account: PROD, region: 'us-east-1' };

test('a zone with all options is deployed, and its signing withdrawn in two steps', async () => {
  const options = { ...OPTIONS.mailPolicies, queryLogs: true };
  const signed = dnsStack({ ...options, dnssec: 'signing' });
  const outputs = await outputsOf(emulator(), { ...where, template: signed });
  expect(outputs['DsRecordCommand']).toMatch(/^aws route53 get-dnssec --hosted-zone-id Z\w+ /);
  const logicalIds = async () =>
    (await emulator().resources())
      .filter(({ stack }) => stack === where.stack)
      .map(({ logicalId }) => logicalId);
  const made = await logicalIds();
  expect(made.sort()).toEqual(Object.keys(signed.Resources).sort());

  const withdrawing = dnsStack({ ...options, dnssec: 'withdrawing' });
  expect(await update(emulator(), { ...where, template: withdrawing })).toMatchObject({
    status: 'UPDATE_COMPLETE',
    outputs: { NameServers: outputs['NameServers'] },
  });
  expect(await update(emulator(), { ...where, template: dnsStack(options) })).toMatchObject({
    status: 'UPDATE_COMPLETE',
    outputs: { NameServers: outputs['NameServers'] },
  });
  expect((await logicalIds()).filter((id) => id.startsWith('Signing'))).toEqual([]);
});
