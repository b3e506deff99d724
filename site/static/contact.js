/* global AbortSignal, document, fetch, FormData */

// Without this script the form posts itself and the API answers with pages. With it, errors appear
// beside their fields, and what was written stays on the page until it is sent.

const TIMEOUT_MS = 20_000;

const form = document.getElementById('contact');
const button = form.querySelector('button');
const failure = document.getElementById('failure');
const fields = ['name', 'email', 'message'].map((name) => document.getElementById(name));
const buttonText = button.textContent;

// The browser's own bubbles show one error at a time and vanish.
form.noValidate = true;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (form.getAttribute('aria-busy') === 'true') return;
  clearErrors();
  const invalid = fields.filter((field) => !field.validity.valid);
  if (invalid.length > 0) {
    showErrors(invalid.map((field) => [field, field.validationMessage]));
    return;
  }
  setBusy(true);
  send()
    .then(showAnswer, showUnreachable)
    .finally(() => setBusy(false));
});

async function send() {
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  // An answer of the gateway itself may not be JSON.
  return { status: response.status, body: await response.json().catch(() => ({})) };
}

function showAnswer({ status, body }) {
  if (status === 202) {
    showSent(body.id);
    return;
  }
  const errors = Array.isArray(body.errors) ? body.errors : [];
  const known = errors.flatMap(({ field, reason }) => {
    const element = fields.find(({ name }) => name === field);
    return element ? [[element, `${labelOf(element)} ${reason}.`]] : [];
  });
  if (known.length > 0) {
    showErrors(known);
  } else {
    failure.textContent = `Your message was not sent. ${body.message ?? 'Please try again in a minute.'}`;
  }
}

function showUnreachable() {
  failure.textContent =
    'Your message was not sent: we could not be reached. What you wrote is still here. ' +
    'Please check your connection and try again.';
}

function showSent(id) {
  document.getElementById('reference').textContent = id;
  const sent = document.getElementById('sent');
  form.hidden = true;
  sent.hidden = false;
  sent.focus();
}

function showErrors(errors) {
  for (const [field, text] of errors) {
    field.setAttribute('aria-invalid', 'true');
    errorOf(field).textContent = text;
  }
  errors[0][0].focus();
}

function clearErrors() {
  failure.textContent = '';
  for (const field of fields) {
    field.removeAttribute('aria-invalid');
    errorOf(field).textContent = '';
  }
}

// `aria-disabled` and not `disabled`, which would take the focus away.
function setBusy(busy) {
  form.setAttribute('aria-busy', String(busy));
  button.setAttribute('aria-disabled', String(busy));
  button.textContent = busy ? 'Sending …' : buttonText;
}

function errorOf(field) {
  return document.getElementById(`${field.name}-error`);
}

function labelOf(field) {
  return field.labels[0].textContent;
}
