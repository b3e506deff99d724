import type { SiteTexts } from './site-texts';

export const en: SiteTexts = {
  direction: 'ltr',
  form: {
    title: 'Contact',
    description: 'Send us a message.',
    introduction:
      'Write to us and a person will answer. Please fill in every field that is not marked as optional.',
    labels: { name: 'Name', email: 'Email', message: 'Message' },
    emailHint: 'We use it to answer you and for nothing else.',
    atMost: (characters) => `At most ${characters.toLocaleString('en')} characters.`,
    optional: '(optional)',
    choose: 'Choose …',
    trap: 'Leave this field empty',
    problems: 'Your message is not sent yet. Please correct:',
    send: 'Send message',
  },
  invalid: {
    missing: 'Please fill in this field.',
    notChosen: 'Please choose one.',
    notTicked: 'Please tick this box to go on.',
    email: 'Please enter an address such as name@example.com.',
  },
  script: {
    sending: 'Sending …',
    offline:
      'You are offline. What you wrote stays on this page: send it once you are connected again.',
    online: 'You are connected again and can send your message now.',
    unreachable:
      'We could not be reached. What you wrote is still here: please check your connection and send it again.',
    limited:
      'Too many messages came from your connection in a short time. What you wrote is still here: please send it again after {time}.',
    failed:
      'Something went wrong on our side, and your message was not sent. What you wrote is still here: please try again in a minute.',
    unchecked:
      'The automatic check against spam did not load. You can send your message all the same; it takes a little longer.',
  },
  sent: {
    title: 'Thank you',
    text: 'Your message is on its way. Should you ask about it, quote this number:',
  },
  thankYou: {
    title: 'Thank you',
    text: 'Your message is on its way, and a person will answer it.',
    back: 'Back to the contact page',
  },
  notFound: {
    title: 'Page not found',
    text: 'There is no page at this address.',
    back: 'Go to the contact page',
  },
};
