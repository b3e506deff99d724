// Sends a Waypost form from any page; see docs/your-own-site.md. It needs no other file.

const TIMEOUT_MS = 20_000;

/** The API takes a message for a program's if it comes less than 3 s after its challenge. */
const LEAST_AGE_MS = 3_250;

/** Number of keys that are derived at the same time: the browser spreads them over the processor's cores. */
const KEYS_AT_ONCE = 8;

/** Route -> a proof that may still be usable, and the text that it may have been used for. */
const kept = new Map();

export async function sendContact(message) {
  const { api, form, values, proofOfWork = true, prove = solveChallenge, signal } = message;
  const route = `${api}/forms/${encodeURIComponent(form)}`;
  const text = JSON.stringify(values);
  try {
    if (!proofOfWork) return await post(route, text, signal);
    // The same text with the same proof is one message, however often it arrives.
    const first = takeKept(route, text) ?? (await prove(route, signal));
    const result = await postProven(route, text, first, signal);
    if (!refusesProof(result)) return result;
    return await postProven(route, text, await prove(route, signal), signal);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    return { status: 'unreachable', cause };
  }
}

/** Gets a challenge and solves it. It needs no worker: with `crypto.subtle`, the page stays responsive. */
export async function solveChallenge(route, signal) {
  const response = await fetch(`${route}/challenge`, { signal: deadline(signal) });
  // It takes messages without a proof then: 204 as the form asks for none, 503 as it cannot check one.
  if (response.status === 204 || response.status === 503) return { issuedAt: performance.now() };
  if (!response.ok) throw new Error(`${route}/challenge answered ${response.status}.`);
  const { parameters, signature } = await response.json();
  const issuedAt = performance.now();
  const solution = await solve(parameters, signal);
  return {
    payload: btoa(JSON.stringify({ challenge: { parameters, signature }, solution })),
    issuedAt,
  };
}

/** ALTCHA's proof of work, version 2: finds the counter whose derived key has the required beginning. */
async function solve({ algorithm, cost, keyLength = 32, keyPrefix, nonce, salt }, signal) {
  const digest = algorithm.split('/')[1];
  if (algorithm !== `PBKDF2/${digest}`) throw new Error(`${algorithm} is no algorithm known here.`);
  const pbkdf2 = { name: 'PBKDF2', salt: fromHex(salt), iterations: cost, hash: digest };
  const derive = async (counter) => {
    const password = new Uint8Array([...fromHex(nonce), 0, 0, 0, 0]);
    new DataView(password.buffer).setUint32(password.length - 4, counter);
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
    const derivedKey = toHex(await crypto.subtle.deriveBits(pbkdf2, key, keyLength * 8));
    return { counter, derivedKey };
  };
  for (let counter = 0; ; counter += KEYS_AT_ONCE) {
    signal?.throwIfAborted();
    const counters = Array.from({ length: KEYS_AT_ONCE }, (_, index) => counter + index);
    const keys = await Promise.all(counters.map(derive));
    const solution = keys.find(({ derivedKey }) => derivedKey.startsWith(keyPrefix));
    if (solution) return solution;
  }
}

function takeKept(route, text) {
  const found = kept.get(route);
  kept.delete(route);
  return found && [undefined, text].includes(found.text) ? found.proof : undefined;
}

async function postProven(route, text, proof, signal) {
  // Without a proof, nothing is kept: the next attempt asks for a challenge again.
  if (proof.payload) kept.set(route, { proof, text });
  await delay(proof.issuedAt + LEAST_AGE_MS - performance.now());
  const body = JSON.stringify({ ...JSON.parse(text), altcha: proof.payload });
  const result = await post(route, body, signal);
  if (result.status === 'sent' || refusesProof(result)) kept.delete(route);
  // The corrected message may have it: a refused message does not use it up.
  else if (result.status === 'refused' && proof.payload) kept.set(route, { proof });
  return result;
}

async function post(route, body, signal) {
  const response = await fetch(route, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: deadline(signal),
  });
  // An answer of the gateway itself may not be JSON.
  const answer = await response.json().catch(() => ({}));
  const { status } = response;
  if (status === 202) return { status: 'sent', id: answer.id };
  if (status === 429) return { status: 'limited', retryAt: retryAt(response) };
  if (status >= 500) return { status: 'unreachable', httpStatus: status };
  return { status: 'refused', httpStatus: status, errors: answer.errors ?? [] };
}

/** A minute from now when the API does not say. */
function retryAt({ headers }) {
  const seconds = Number(headers.get('retry-after')) || 60;
  return new Date(Date.now() + seconds * 1000);
}

function refusesProof({ status, errors }) {
  return status === 'refused' && errors.some(({ field }) => field === 'altcha');
}

function deadline(signal) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

function delay(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function fromHex(hex) {
  return Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));
}

function toHex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
