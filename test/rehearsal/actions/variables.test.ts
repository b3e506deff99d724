import { substitute, UnknownVariable } from '../../../rehearsal/actions/variables';
import { toLocal } from '../../../rehearsal/emulator/coverage';

const variables = new Map([['dev.Contact@x', { Url: 'https://a.example', Empty: '' }]]);
variables.set('Source', { Url: 'git', Empty: '' });

describe('pipeline variable', () => {
  test('is replaced wherever it stands', () => {
    expect(substitute('#{Source.Url} and #{Source.Url}/#{Source.Empty}', variables)).toBe(
      'git and git/',
    );
  });

  test('that no action has set is an error which names it and what there is', () => {
    expect(() => substitute('#{Source.Nope}', variables)).toThrow(UnknownVariable);
    expect(() => substitute('#{Source.Nope}', variables)).toThrow(
      /#\{Source\.Nope\} is not set.*#\{Source\.Url\}/,
    );
    expect(() => substitute('#{Nowhere.Url}', new Map())).toThrow(/known: none/);
  });
});

describe('public address', () => {
  const endpoints = [{ public: 'https://example.com', local: 'http://example.com.localhost:1' }];

  test('becomes the local one where the emulator serves it', () => {
    expect(toLocal('https://example.com/a', endpoints)).toBe('http://example.com.localhost:1/a');
  });

  test.each(['https://example.com.au', 'https://example.com-x.net', 'https://sub.example.com'])(
    'control: %s is another one and stays',
    (address) => {
      expect(toLocal(address, endpoints)).toBe(address);
    },
  );
});
