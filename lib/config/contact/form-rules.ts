import { formPages } from '../../naming';
import type { Problem } from '../config-error';
import type { SoundForm } from '../sound';
import { distinct, foldCase, noRepeats } from '../fields/repeats';

/** What is wrong within each form, and between them. */
export function formProblems(forms: readonly (SoundForm | undefined)[]): Problem[] {
  return [
    ...distinct('contact.forms', 'name', forms, 'give each form another name'),
    ...pageClashes(forms),
    ...tooMuch(forms),
    ...forms.flatMap((form, index) => {
      const path = `contact.forms[${index}]`;
      const fields = form?.fields ?? [];
      return [
        ...noRepeats(`${path}.recipients`, form?.recipients, foldCase),
        ...distinct(`${path}.fields`, 'name', fields, 'give each field another name'),
        ...fields.flatMap((field, position) =>
          field && 'options' in field
            ? [...noRepeats(`${path}.fields[${position}].options`, field.options)]
            : [],
        ),
      ];
    }),
  ];
}

/** The forms are one argument of a bundler's command, which Linux keeps to 128 KiB (execve(2)). */
const LARGEST = 100_000;

function* tooMuch(forms: readonly (SoundForm | undefined)[]): Iterable<Problem> {
  // As a string in a string: see lib/functions/bundled-forms.ts.
  const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(forms)));
  if (bytes <= LARGEST) return;
  yield {
    path: 'contact.forms',
    found: `${bytes} bytes`,
    expected: `at most ${LARGEST} bytes for all forms together`,
    fix: 'shorten labels and options, or remove some',
  };
}

/** `sales-thank-you` would have the page that a message to `sales` ends on. */
function* pageClashes(forms: readonly (SoundForm | undefined)[]): Iterable<Problem> {
  const names = forms.map((form) => form?.name);
  const pages = names.map((name, index) =>
    name === undefined ? [] : Object.values(formPages(name, index)),
  );
  for (const [index, found] of names.entries()) {
    const other = pages.findIndex(
      (theirs, theirIndex) =>
        names[theirIndex] !== found &&
        theirIndex !== index &&
        theirs.includes(pages[index]?.[0] ?? ''),
    );
    if (found === undefined || other === -1) continue;
    yield {
      path: `contact.forms[${index}].name`,
      found,
      expected: `a name whose page is not a page of contact.forms[${other}]`,
      fix: 'choose another name',
    };
  }
}
