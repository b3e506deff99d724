import type { Texts } from './sentences';

export const en: Texts = {
  direction: 'ltr',
  labels: { name: 'Name', email: 'Email', message: 'Message' },
  reasons: {
    missing: 'Please fill in this field.',
    'not-text': 'Please give one text here.',
    'too-long': (max, found) =>
      `Please shorten this to at most ${max} characters; it has ${found} now.`,
    'not-single-line': 'Please write this on one line.',
    'not-address': 'Please enter an address such as name@example.com.',
    'not-mailable':
      'We cannot write to an address that has letters such as ä or д before the @. Please give another one.',
    'not-phone': 'Please enter a phone number such as +44 20 7946 0000.',
    'not-option': 'Please choose one of the options.',
    'not-consent': 'Please tick this box to go on.',
    'proof-missing': 'The automatic check against spam is missing. Please send your message again.',
    'proof-wrong':
      'The automatic check against spam did not succeed. Please send your message again.',
    'proof-expired':
      'The automatic check against spam has expired. Please send your message again.',
    'proof-used':
      'This check against spam was already used for another message. Please send your message again.',
    'not-utf8': 'The request’s body must be UTF-8.',
    'not-json': 'The request’s body must be JSON.',
    'not-object': 'The request’s body must be a JSON object.',
  },
  notSent: 'Your message was not sent',
  correct:
    'Please go back with your browser’s Back button, where what you wrote is kept, and correct this:',
  tooLarge: (bytes) => `The request is too large: please send at most ${bytes} bytes.`,
  unsupportedType: 'Send application/json or application/x-www-form-urlencoded, in UTF-8.',
  unreadableForm:
    'The page that you came from sends its form in a way that cannot be read here, and nothing was sent. Please tell its owners: the form must be sent as application/x-www-form-urlencoded, in UTF-8. What you wrote is kept behind your browser’s Back button.',
  forbiddenOrigin:
    'This form does not take messages from the page that sent this one. If it should, please tell its owners: the page’s origin has to be among contact.allowedOrigins.',
  unknownForm: 'There is no such form at this address.',
  limited: (minutes) =>
    `Too many messages came from your connection in a short time. Please go back, where what you wrote is kept, and send it again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
  unavailable:
    'The message could not be taken just now. Nothing was sent: please try again in a minute.',
  internalError:
    'Something went wrong on our side. Nothing was sent: please try again in a minute.',
};
