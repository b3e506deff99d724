import { parseConfig } from '../../lib/config/parse-config';
import { renderSite } from '../../site/render-site';
import { withFields } from '../helpers/sample';

/** Names that would meet an element of the page, or of another field, if they were ids as they are. */
const NAMES = [
  ...['phone', 'phone-error', 'Phone', 'error-phone', 'field-phone', 'hint-phone', 'phone-hint'],
  ...['problems', 'status', 'sent', 'contact', 'trap', 'check', 'writing', 'failure', 'reference'],
];

test('no field’s name brings two elements of one id about', () => {
  const fields = NAMES.map((name) => ({ name, label: name, type: 'tel' }));
  const [form] = parseConfig(withFields(...fields)).contact.forms;
  if (!form) throw new Error('no form');
  const html = renderSite([form])[form.page] ?? '';
  const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.length).toBeGreaterThan(2 * NAMES.length);
  // Whatever is pointed at is there.
  const described = [...html.matchAll(/\s(?:aria-describedby|for)="([^"]*)"/g)];
  const targets = described.flatMap(([, list = '']) => list.split(' '));
  expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
});
