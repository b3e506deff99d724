// The whole page: sign-in, requests, and what they show. What a visitor wrote becomes text and nothing
// else: this file sets `textContent`, and the page's policy makes the browser refuse HTML from strings.

const { signIn, client } = document.body.dataset;
const HOME = `${window.location.origin}/`;
const PROOF = 'waypost-sign-in';
const at = (id) => document.getElementById(id);

/** In memory alone: whoever reloads the page signs in again, mostly without a question. */
let tokens;
/** The submission that is shown. */
let open;

// ---- Sign-in: authorization code with PKCE (RFC 7636) ----

async function goToSignIn() {
  const proof = { state: random(), verifier: random() };
  window.sessionStorage.setItem(PROOF, JSON.stringify(proof));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(proof.verifier));
  window.location.assign(
    `${signIn}/oauth2/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: client,
      redirect_uri: HOME,
      scope: 'openid',
      state: proof.state,
      code_challenge: base64Url(new Uint8Array(digest)),
      code_challenge_method: 'S256',
    })}`,
  );
}

/** @returns whether the sign-in pages have sent somebody here */
async function comeFromSignIn() {
  const { searchParams } = new URL(window.location.href);
  const proof = JSON.parse(window.sessionStorage.getItem(PROOF) ?? '{}');
  window.sessionStorage.removeItem(PROOF);
  const code = searchParams.get('code');
  if (code === null && !searchParams.has('error')) return false;
  window.history.replaceState(null, '', '/');
  // A code that somebody else asked for would sign this person in as another one.
  if (code === null || proof.state === undefined || searchParams.get('state') !== proof.state) {
    throw new Error('The sign-in was not completed. Try again.');
  }
  await fetchTokens({
    grant_type: 'authorization_code',
    code,
    redirect_uri: HOME,
    code_verifier: proof.verifier,
  });
  return true;
}

async function fetchTokens(grant) {
  const answer = await fetch(`${signIn}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: client, ...grant }),
  });
  if (!answer.ok) throw new SignInNeeded();
  // A refresh brings no new refresh token.
  tokens = { ...tokens, ...(await answer.json()) };
}

class SignInNeeded extends Error {
  constructor() {
    super('Your session has ended. Sign in again.');
  }
}

function random() {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64Url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

// ---- Requests ----

async function ask(path, body) {
  const send = () =>
    fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${tokens?.access_token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  let answer = await send();
  if (answer.status === 401) {
    if (tokens?.refresh_token === undefined) throw new SignInNeeded();
    await fetchTokens({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    answer = await send();
  }
  if (answer.status === 401) throw new SignInNeeded();
  if (answer.ok) return answer;
  const { message } = await answer.json().catch(() => ({}));
  throw new Error(message ?? 'AWS did not answer. Try again in a minute.');
}

const askJson = async (path, body) => (await ask(path, body)).json();

/** Runs what a person asked for, and says what went wrong. One thing at a time. */
function doing(work) {
  return async (event) => {
    event?.preventDefault();
    if (document.body.getAttribute('aria-busy') === 'true') return;
    at('failure').hidden = true;
    say('');
    document.body.setAttribute('aria-busy', 'true');
    try {
      await work();
    } catch (error) {
      if (error instanceof SignInNeeded) showOnly('welcome');
      const lost = error instanceof TypeError;
      at('failure').textContent = lost
        ? 'There was no answer. Check your connection, and try again.'
        : error.message;
      at('failure').hidden = false;
    } finally {
      document.body.removeAttribute('aria-busy');
    }
  };
}

function say(text) {
  at('status').textContent = text;
}

// ---- What is shown ----

function showOnly(id) {
  for (const section of document.querySelectorAll('main > section')) {
    section.hidden = section.id !== id;
  }
  at('sign-out').hidden = id === 'welcome';
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

/** `2026-11-24T09:15:00.000Z` -> `2026-11-24 09:15 UTC`, as the commands write it. */
function time(iso) {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function filters() {
  return new URLSearchParams([...new FormData(at('filters'))].filter(([, value]) => value !== ''));
}

async function showInbox() {
  const { total, submissions } = await askJson(`/submissions?${filters()}`);
  at('rows').replaceChildren(...submissions.map(rowOf));
  showOnly('inbox');
  const shown = submissions.length;
  const more = total > shown ? ` The ${shown} latest are shown. Search to see fewer.` : '';
  say(`${total === 1 ? '1 message' : `${total} messages`}.${more}`);
}

function rowOf({ id, receivedAt, form, status, handledAt, notes, name = '', email = '' }) {
  const row = document.createElement('li');
  const link = element('a', name || email || id, {
    href: `#${encodeURIComponent(id)}`,
    dir: 'auto',
  });
  const facts = [time(receivedAt), form, status, ...notes, ...(handledAt ? ['handled'] : [])];
  row.append(
    link,
    element('span', email, { class: 'address', dir: 'auto' }),
    element('span', facts.join(' · '), { class: 'facts' }),
  );
  return row;
}

async function showMessage(id) {
  const { submission } = await askJson(`/submissions/${encodeURIComponent(id)}`);
  show(submission);
  at('message-title').focus();
}

function show(submission) {
  open = submission;
  const { id, receivedAt, form, status, notes, mailedAt, handledAt, note, expiresAt } = submission;
  const { message = '', email, ...values } = submission.values;
  at('text-of-message').textContent = message;
  const facts = [
    ...Object.entries(values),
    ['email', email],
    ['received', time(receivedAt)],
    ['form', form],
    ['status', status],
    ['notes', notes.join(', ')],
    ['mailed', mailedAt && time(mailedAt)],
    ['handled', handledAt && time(handledAt)],
    ['kept until', expiresAt && time(expiresAt)],
    ['id', id],
  ].filter(([, value]) => value);
  at('facts').replaceChildren(
    ...facts.map(([name, value]) => {
      const pair = document.createElement('div');
      pair.append(element('dt', name), factOf(name, value));
      return pair;
    }),
  );
  at('note').value = note ?? '';
  at('handle').textContent = handledAt ? 'Mark as not handled' : 'Mark as handled';
  const mayMarkSpam = status === 'mailed';
  at('spam').textContent = mayMarkSpam
    ? 'Mark as spam'
    : status === 'spam'
      ? 'No spam'
      : 'Mail it now';
  at('spam').hidden = status === 'received';
  showOnly('message');
}

function factOf(name, value) {
  if (name !== 'email') return element('dd', value, { dir: 'auto' });
  const fact = element('dd', '');
  fact.append(element('a', value, { href: `mailto:${encodeURIComponent(value)}`, dir: 'auto' }));
  return fact;
}

// ---- What a person may do ----

const route = doing(async () => {
  const id = decodeURIComponent(window.location.hash.slice(1));
  if (tokens === undefined) showOnly('welcome');
  else if (id === '') await showInbox();
  else await showMessage(id);
});

function handle(handled) {
  return doing(async () => {
    const body = { handled: handled(), note: at('note').value };
    const { submission } = await askJson(
      `/submissions/${encodeURIComponent(open.id)}/handled`,
      body,
    );
    show(submission);
    say(submission.handledAt ? 'Saved: it is handled.' : 'Saved: it is still to be handled.');
  });
}

const judge = doing(async () => {
  const spam = open.status === 'mailed';
  const path = `/submissions/${encodeURIComponent(open.id)}/spam`;
  const { submission, released } = await askJson(path, { spam });
  show(submission);
  if (spam) say('It is marked as spam.');
  else say(released === 'queued' ? 'It will be mailed now.' : 'It is no spam any more.');
});

function exportAs(format) {
  return doing(async () => {
    const query = filters();
    query.set('format', format);
    const file = await (await ask(`/export?${query}`)).blob();
    const link = element('a', '', { download: `submissions.${format}` });
    link.href = URL.createObjectURL(file);
    link.click();
    URL.revokeObjectURL(link.href);
    say('Exported. The file has personal data: delete it when you no longer need it.');
  });
}

const erase = doing(async () => {
  const email = at('address').value;
  at('erase').close();
  const { report } = await askJson('/erasures', { email });
  at('report').textContent = report;
  at('erased').showModal();
});

function openErase(address) {
  at('address').value = '';
  at('address').placeholder = address;
  at('erase').showModal();
}

at('sign-in').addEventListener('click', doing(goToSignIn));
at('sign-out').addEventListener('click', () => {
  tokens = undefined;
  const query = new URLSearchParams({ client_id: client, logout_uri: HOME });
  window.location.assign(`${signIn}/logout?${query}`);
});
at('filters').addEventListener('submit', doing(showInbox));
at('export-csv').addEventListener('click', exportAs('csv'));
at('export-jsonl').addEventListener('click', exportAs('jsonl'));
at('open-erase').addEventListener('click', () => openErase(''));
at('erase-sender').addEventListener('click', () => openErase(open.values.email ?? ''));
at('close-erase').addEventListener('click', () => at('erase').close());
at('erasing').addEventListener('submit', erase);
at('erased').addEventListener('close', () => {
  if (window.location.hash === '') void route();
  else window.location.hash = '';
});
at('handling').addEventListener(
  'submit',
  handle(() => !open.handledAt),
);
at('save-note').addEventListener(
  'click',
  handle(() => Boolean(open.handledAt)),
);
at('spam').addEventListener('click', judge);
window.addEventListener('hashchange', route);

await doing(comeFromSignIn)();
if (at('failure').hidden) await route();
else showOnly('welcome');
