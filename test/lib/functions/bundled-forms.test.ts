import { buildSync } from 'esbuild';
import { runInNewContext } from 'node:vm';
import { FORMS_VARIABLE } from '../../../lambdas/contact-form/contract';
import { bundled, deliverForms, submitForms } from '../../../lib/functions/bundled-forms';
import { exampleConfig } from '../../helpers/example-config';

const { forms } = exampleConfig().contact;

/** What a handler finds in FORMS_VARIABLE once esbuild has written the forms into its code. */
function readBack(given: ReturnType<typeof submitForms>): unknown {
  const { outputFiles } = buildSync({
    stdin: { contents: `found = JSON.parse(process.env['${FORMS_VARIABLE}'])` },
    define: { ...bundled(given) },
    write: false,
  });
  const sandbox = { found: undefined };
  runInNewContext(outputFiles[0]?.text ?? '', sandbox);
  return JSON.parse(JSON.stringify(sandbox.found));
}

test('forms arrive in a bundle as they are, whatever their labels hold', () => {
  const [first, ...others] = submitForms(forms);
  if (!first) throw new Error('the example has no form');
  const label = `"quoted" 'single' \`tick\` $HOME \\ </script> \u{1F4EC} عربي`;
  const odd = [
    { ...first, fields: [{ name: 'a', label, type: 'tel' as const, required: false }] },
    ...others,
  ];
  expect(readBack(odd)).toEqual(odd);
});

test('submit gets no recipients', () => {
  expect(JSON.stringify(submitForms(forms))).not.toContain('@');
  expect(deliverForms(forms).map(({ recipients }) => recipients)).toEqual([
    ['owner@example.com', 'helper@example.com'],
    ['sales@example.com'],
  ]);
});
