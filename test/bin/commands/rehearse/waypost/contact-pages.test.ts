import { contactPages } from '../../../../../bin/commands/rehearse/waypost/contact-pages';
import { exampleConfig } from '../../../../helpers/example-config';
import { cloudWith, LOCAL } from './cloud-with';

const config = exampleConfig();
const [dev] = config.environments;
const stack = `${dev?.account ?? ''} ${dev?.region ?? ''} waypost-dev-contact`;

test('the pages of an environment are below the address of its contact page, whatever else is served', async () => {
  const outputs = {
    OwnersPageUrl: 'https://owner.example.net/',
    ContactPageUrl: 'https://example.com',
  };
  const served = cloudWith({ [stack]: outputs });
  const owners = { public: 'https://owner.example.net', local: 'http://localhost:4567' };
  const endpoints = async () => [owners, ...(await served.emulator.endpoints())];
  const cloud = { cloudFormation: served.cloudFormation.bind(served), emulator: { endpoints } };

  expect(await contactPages(config, cloud)).toEqual([
    { name: 'contact', environment: 'dev', address: `${LOCAL}/index.html` },
    { name: 'quote', environment: 'dev', address: `${LOCAL}/quote.html` },
  ]);
});

test('there is no page before it is delivered, and none that this machine does not serve', async () => {
  expect(await contactPages(config, cloudWith({}))).toEqual([]);
  const elsewhere = cloudWith({ [stack]: { ContactPageUrl: 'https://example.org' } });
  expect(await contactPages(config, elsewhere)).toEqual([]);
});
