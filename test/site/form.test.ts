import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  CONSENT_GIVEN,
  EMAIL_MAX,
  fieldsOf,
  HONEYPOT_FIELD,
  ROUTES,
  SITE_API_PLACEHOLDER,
  TEL_MAX,
} from '../../lambdas/contact-form/contract';
import { renderSite, STATIC_FOLDER } from '../../site/render-site';
import { ARABIC, ENGLISH } from '../browser/support/forms';
import { controls, policyOf, tags } from './html';

const render = (form = ENGLISH) => renderSite([form])[form.page] ?? '';
const named = (html: string, name: string) => controls(html).find((tag) => tag['name'] === name);

describe.each([ENGLISH, ARABIC])('the page of form $name', (form) => {
  const html = render(form);

  test('admits the API and itself for the form, and the API alone for the script', () => {
    expect(policyOf(html)).toMatchObject({
      'connect-src': [SITE_API_PLACEHOLDER],
      'form-action': ["'self'", SITE_API_PLACEHOLDER],
      'script-src': ["'self'"],
      'worker-src': ["'self'"],
    });
  });

  test('posts to the API by itself, without script', () => {
    const [method, route] = ROUTES.submit.replace('{form}', form.name).split(' ');
    expect(tags(html, 'form')).toMatchObject([
      { method: method?.toLowerCase(), action: `${SITE_API_PLACEHOLDER}${route ?? ''}` },
    ]);
    expect(tags(html, 'button')).toMatchObject([{ type: 'submit' }]);
  });

  test('has the fields of the definition, in its order, and the trap', () => {
    const names = [...html.matchAll(/<(?:input|textarea|select)\b[^>]*\sname="([^"]*)"/g)];
    expect(names.map(([, name]) => name)).toEqual([
      ...fieldsOf(form).map(({ name }) => name),
      HONEYPOT_FIELD,
    ]);
  });

  test('has a trap that browsers and password managers leave alone, and a charset', () => {
    expect(HONEYPOT_FIELD).not.toMatch(/name|mail|phone|tel|web|url|site|company|address|zip|city/);
    expect(controls(html).find(({ name }) => name === HONEYPOT_FIELD)).toMatchObject({
      tabindex: '-1',
      autocomplete: 'off',
      'data-1p-ignore': '',
      'data-bwignore': '',
      'data-lpignore': 'true',
      'data-form-type': 'other',
      'data-protonpass-ignore': 'true',
    });
    expect(tags(html, 'form')[0]).toMatchObject({ 'accept-charset': 'utf-8' });
  });

  test('requires what the API requires', () => {
    const required = controls(html).filter((control) => control['required'] === '');
    expect(required.map(({ name }) => name).sort()).toEqual(
      fieldsOf(form)
        .flatMap((field) => (field.required ? [field.name] : []))
        .sort(),
    );
  });

  test('takes as much as the API does', () => {
    expect(named(html, 'name')?.['maxlength']).toBe('100');
    expect(named(html, 'email')).toMatchObject({ type: 'email', maxlength: String(EMAIL_MAX) });
    expect(named(html, 'message')?.['maxlength']).toBe('10000');
    expect(named(html, 'phone')).toMatchObject({ type: 'tel', maxlength: String(TEL_MAX) });
    expect(named(html, 'privacy')).toMatchObject({ type: 'checkbox', value: CONSENT_GIVEN });
  });

  test('offers the options of a choice, after an empty one', () => {
    const options = [...html.matchAll(/<option[^>]*>([^<]*)</g)].map(([, option]) => option);
    const topic = form.fields.find(({ type }) => type === 'select');
    expect(options.slice(1)).toEqual(topic && 'options' in topic ? topic.options : []);
    expect(tags(html, 'option')[0]).toEqual({ value: '' });
  });

  test('labels every field, and ties its hint and its error to it', () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    const labelled = tags(html, 'label').map((label) => label['for']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, name, ...control } of controls(html)) {
      expect(labelled).toContain(id);
      if (name === HONEYPOT_FIELD) continue;
      const described = (control['aria-describedby'] ?? '').split(' ');
      expect(described).toContain(`error-${name ?? ''}`);
      expect(described.filter((description) => !ids.includes(description))).toEqual([]);
    }
  });

  test('lets the browser fill in what is about the visitor (WCAG 1.3.5)', () => {
    const filled = controls(html).map(({ name, autocomplete }) => [name, autocomplete]);
    expect(Object.fromEntries(filled)).toMatchObject({
      name: 'name',
      email: 'email',
      phone: 'tel',
    });
  });

  test('follows the direction of what is typed', () => {
    const typed = controls(html).filter(({ name }) =>
      ['name', 'email', 'message', 'phone'].includes(name ?? ''),
    );
    expect(typed.map(({ dir }) => dir)).toEqual(['auto', 'auto', 'auto', 'auto']);
  });

  test('keeps people, screen readers and autofill out of the trap', () => {
    expect(named(html, HONEYPOT_FIELD)).toMatchObject({ tabindex: '-1', autocomplete: 'off' });
    expect(html).toMatch(/<div class="trap" aria-hidden="true">/);
    const css = readFileSync(path.join(STATIC_FOLDER, 'style.css'), 'utf8');
    expect(css).toMatch(/\.trap \{\s+position: absolute;[^}]*clip-path: inset\(50%\)/);
  });
});

test('a form without proof of work has no place for the widget', () => {
  expect(tags(render(), 'form')[0]).toHaveProperty('data-proof');
  const plain = render({ ...ENGLISH, proofOfWork: false });
  expect(tags(plain, 'form')[0]).not.toHaveProperty('data-proof');
  expect(plain).not.toContain('id="check"');
});

test('what an owner writes is text, whatever it looks like', () => {
  const label = '<b onclick="x">"Hello" & {{api}}</b>';
  const html = render({
    ...ENGLISH,
    fields: [{ name: 'x', label, type: 'select', required: false, options: ['<i>'] }],
  });
  expect(html).not.toMatch(/<b |<i>/);
  expect(html).toContain('&lt;b onclick&#x3D;&quot;x&quot;&gt;');
});

test('no field’s name makes two ids the same', () => {
  const names = ['failure', 'sent', 'status', 'name-error', 'x', 'error-x', 'hint-x', 'check'];
  const fields = names.map(
    (name) => ({ name, label: name, type: 'tel', required: false }) as const,
  );
  const ids = [...render({ ...ENGLISH, fields }).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
