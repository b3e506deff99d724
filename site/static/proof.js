import { solveChallenge } from './waypost-contact.js';

// ALTCHA's widget is as large as the rest of the site. So it loads when somebody begins to write.

const ALGORITHM = 'PBKDF2/SHA-256';

/**
 * Prepares a proof of work once the form is touched. Returns the source of the next proof: the widget,
 * or our own solver without it.
 */
export function startProof(form, route) {
  let widget;
  /** The widget's proof, until it is handed out. */
  let proof;
  let issuedAt;

  const start = () => {
    form.removeEventListener('focusin', start);
    form.removeEventListener('input', start);
    loadWidget({ fetch: timedFetch, challenge: `${route}/challenge` }).then(watch, sayUnchecked);
  };
  form.addEventListener('focusin', start);
  form.addEventListener('input', start);

  async function timedFetch(...request) {
    const response = await fetch(...request);
    issuedAt = performance.now();
    return response;
  }

  function watch(loaded) {
    widget = loaded;
    widget.addEventListener('statechange', ({ detail: { state, payload } }) => {
      proof = state === 'verified' ? { payload, issuedAt } : undefined;
      // No error is shown: it begins again when a field is touched or the form is sent.
      if (state === 'error' || state === 'expired') widget.reset();
    });
    void widget.verify();
  }

  return async (_, signal) => {
    if (widget?.getState() === 'verifying') await endOfWork(widget);
    else if (widget && !proof) await widget.verify();
    const taken = proof;
    proof = undefined;
    return taken ?? solveChallenge(route, signal);
  };
}

function endOfWork(widget) {
  return new Promise((resolve) => {
    const listener = ({ detail: { state } }) => {
      if (state === 'verifying') return;
      widget.removeEventListener('statechange', listener);
      resolve();
    };
    widget.addEventListener('statechange', listener);
  });
}

async function loadWidget({ fetch, challenge }) {
  const { lang } = document.documentElement;
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = '/altcha/altcha.css';
  document.head.append(style);
  await import('/altcha/altcha.min.js');
  // English is built in.
  if (lang !== 'en') await import(`/altcha/${lang}.js`);
  const { $altcha } = globalThis;
  $altcha.algorithms.set(ALGORITHM, () => new Worker('/altcha/pbkdf2.js'));
  $altcha.defaults.set({
    fetch,
    hideFooter: true,
    hideLogo: true,
    // Nobody needs these two, and they would tell others about the visitor.
    humanInteractionSignature: false,
    setCookie: null,
  });
  const widget = document.createElement('altcha-widget');
  const attributes = { auto: 'onfocus', challenge, language: lang, name: 'altcha' };
  for (const [name, value] of Object.entries(attributes)) widget.setAttribute(name, value);
  const loaded = new Promise((resolve) => {
    widget.addEventListener('load', resolve, { once: true });
  });
  document.getElementById('check').append(widget);
  await loaded;
  return widget;
}

function sayUnchecked() {
  const text = document.createElement('p');
  text.className = 'hint';
  text.textContent = document.getElementById('contact').dataset.unchecked;
  document.getElementById('check').replaceChildren(text);
}
