import { sendContact } from './waypost-contact.js';
import { startProof } from './proof.js';

// Without this script, the browser posts the form and the API answers with pages. With it, errors appear
// beside their fields, and the visitor's text stays on the page until it is sent.

const form = document.getElementById('contact');
const button = document.querySelector('#contact button');
const problems = document.getElementById('problems');
const failure = document.getElementById('failure');
const status = document.getElementById('status');
const controls = [...document.querySelectorAll('#contact [data-missing]')];
const texts = form.dataset;
const buttonText = button.textContent;
const proofOfWork = 'proof' in texts;

// The owner chooses the names of the fields, and a field hides the form's property of the same name. So
// this reads attributes, and methods that no field can have the name of.
if (!proofOfWork || window.crypto?.subtle) takeOver();

function takeOver() {
  // The browser's own bubbles show one error at a time, vanish, and speak the browser's language.
  form.setAttribute('novalidate', '');
  const route = `${texts.api}/forms/${texts.form}`;
  const prove = proofOfWork ? startProof(form, route) : undefined;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') return;
    clear();
    cleanAddresses();
    const invalid = controls.filter(({ validity }) => !validity.valid);
    if (invalid.length > 0) showProblems(invalid.map((control) => [control, reasonOf(control)]));
    else void send(prove);
  });
  window.addEventListener('online', () => {
    if (failure.textContent === texts.offline) failure.textContent = texts.online;
  });
}

/** Removes invisible characters that were pasted along: with them, a browser refuses an address. */
function cleanAddresses() {
  for (const control of controls.filter(({ type }) => type === 'email')) {
    const cleaned = control.value
      .normalize('NFKC')
      .replace(/[\p{DI}\p{Cc}]/gu, '')
      .trim();
    if (cleaned !== control.value) control.value = cleaned;
  }
}

async function send(prove) {
  setBusy(true);
  const values = Object.fromEntries(new FormData(form));
  delete values.altcha;
  const { api, form: name } = texts;
  const result = await sendContact({ api, form: name, values, proofOfWork, prove });
  setBusy(false);
  if (result.status === 'sent') showSent(result.id);
  else if (result.status === 'refused') showRefused(result);
  else failure.textContent = whyNot(result);
}

function whyNot({ status, httpStatus, retryAt }) {
  if (status === 'limited') return texts.limited.replace('{time}', () => timeOfDay(retryAt));
  if (httpStatus) return texts.failed;
  return window.navigator.onLine ? texts.unreachable : texts.offline;
}

function showRefused({ errors }) {
  const known = [];
  const others = [];
  for (const { field, reason } of errors) {
    const control = controls.find(({ name }) => name === field);
    if (control) known.push([control, reason]);
    else others.push(reason);
  }
  if (known.length > 0) showProblems(known);
  else failure.textContent = others.join(' ') || texts.failed;
}

function showSent(id) {
  document.getElementById('reference').textContent = id;
  const sent = document.getElementById('sent');
  document.getElementById('writing').hidden = true;
  sent.hidden = false;
  sent.focus();
}

/** Shows errors beside the fields, and as a list that gets the focus and links to each field. */
function showProblems(found) {
  const items = found.map(([control, reason]) => {
    control.setAttribute('aria-invalid', 'true');
    errorOf(control).textContent = reason;
    return linkTo(control, `${labelOf(control)} – ${reason}`);
  });
  problems.querySelector('ul').replaceChildren(...items);
  problems.hidden = false;
  problems.focus();
}

function linkTo(control, text) {
  const link = document.createElement('a');
  link.href = `#${control.id}`;
  link.textContent = text;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    control.focus();
  });
  const item = document.createElement('li');
  item.append(link);
  return item;
}

function clear() {
  failure.textContent = '';
  problems.hidden = true;
  for (const control of controls) {
    control.removeAttribute('aria-invalid');
    errorOf(control).textContent = '';
  }
}

// `aria-disabled`, because `disabled` would take the focus away.
function setBusy(busy) {
  form.setAttribute('aria-busy', String(busy));
  button.setAttribute('aria-disabled', String(busy));
  button.textContent = busy ? texts.sending : buttonText;
  status.textContent = busy ? texts.sending : '';
}

function reasonOf({ validity, dataset, validationMessage }) {
  return validity.valueMissing ? dataset.missing : (dataset.malformed ?? validationMessage);
}

function errorOf({ name }) {
  return document.getElementById(`error-${name}`);
}

/** The label without the mark of an optional field. */
function labelOf({ labels }) {
  return labels[0].firstChild.textContent.trim();
}

/** The time of the next full minute. */
function timeOfDay(date) {
  const minute = new Date(Math.ceil(date.getTime() / 60_000) * 60_000);
  return minute.toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short' });
}
