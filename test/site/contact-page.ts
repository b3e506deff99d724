import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

const SCRIPT = readFileSync(path.join(__dirname, '../../site/contact.js'), 'utf8');

/** As much of an HTML element as contact.js uses. */
export class FakeElement {
  textContent = '';
  value = '';
  hidden = false;
  noValidate = false;
  action = '';
  readonly validationMessage = 'Please fill out this field.';
  labels: { textContent: string }[] = [];
  readonly attributes = new Map<string, string>();
  private readonly listeners: ((event: { preventDefault: () => void }) => void)[] = [];
  private child: FakeElement | undefined;

  constructor(
    readonly id: string,
    private readonly page: { focused: string },
  ) {}

  get name() {
    return this.id;
  }
  /** The browser's own check, reduced to "required". */
  get validity() {
    return { valid: this.value !== '' };
  }
  getAttribute(name: string) {
    return this.attributes.get(name) ?? null;
  }
  setAttribute(name: string, value: string) {
    this.attributes.set(name, value);
  }
  removeAttribute(name: string) {
    this.attributes.delete(name);
  }
  focus() {
    this.page.focused = this.id;
  }
  contain(child: FakeElement) {
    this.child = child;
  }
  querySelector() {
    return this.child ?? null;
  }
  addEventListener(_: 'submit', listener: (event: { preventDefault: () => void }) => void) {
    this.listeners.push(listener);
  }
  /** Resolves with whether the script took the event over from the browser. */
  async submit(): Promise<boolean> {
    let prevented = false;
    for (const listener of this.listeners) {
      listener({
        preventDefault: () => {
          prevented = true;
        },
      });
    }
    await settled();
    return prevented;
  }
}

/** Lets everything run that waits for nothing but promises. */
export function settled() {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

export interface FakeFetchOptions {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}
export type FakeFetch = (
  url: string,
  options: FakeFetchOptions,
) => Promise<{ readonly status: number; json: () => Promise<unknown> }>;

/** The contact page with its script running; `fetch` plays the API. */
export function openContactPage(fetch: FakeFetch) {
  const page = { focused: '' };
  const elements = new Map<string, FakeElement>();
  const element = (id: string): FakeElement => {
    const found = elements.get(id) ?? new FakeElement(id, page);
    elements.set(id, found);
    return found;
  };
  const fields = ['name', 'email', 'message', 'website'];
  for (const id of fields) {
    element(id).labels = [{ textContent: id.charAt(0).toUpperCase() + id.slice(1) }];
  }
  element('button').textContent = 'Send message';
  element('sent').hidden = true;
  element('contact').action = 'https://api.example/contact';
  element('contact').contain(element('button'));

  runInNewContext(SCRIPT, {
    document: { getElementById: element },
    fetch,
    AbortSignal: { timeout: () => undefined },
    FormData: class {
      *[Symbol.iterator]() {
        for (const id of fields) yield [id, element(id).value];
      }
    },
  });
  return { element, focused: () => page.focused };
}
