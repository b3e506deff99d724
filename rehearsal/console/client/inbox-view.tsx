import { useEffect, useState } from 'preact/hooks';
import type { SentMail } from '../../emulator/inventory';
import type { LinkView } from '../cloud/views';
import type { ViewProps } from './view-props';
import type { Backend } from './backend';
import { useLook } from './look';
import { LookError } from './look-error';
import { linkTo } from './route';
import { count, Time } from './words';

/** Every mail of the emulated cloud: from SES, and from topics to their subscribers. */
export function InboxView({ state, backend, route }: ViewProps) {
  const [query, setQuery] = useState('');
  const newestFirst = state.mails.toReversed();
  const found = newestFirst.filter((mail) => fits(mail, query));
  const [id] = route;
  const open = newestFirst.find(({ messageId }) => messageId === id);
  return (
    <>
      <h2>Inbox</h2>
      <p>
        <label>
          Search{' '}
          <input
            type="search"
            value={query}
            onInput={({ currentTarget }) => {
              setQuery(currentTarget.value);
            }}
          />
        </label>{' '}
        <span class="dim" role="status">
          {count(found.length, 'mail')}
        </span>
      </p>
      <div class="inbox">
        <ul class="mails" aria-label="Mails, newest first">
          {found.map((mail) => (
            <li key={mail.messageId}>
              <a
                href={linkTo('inbox', mail.messageId)}
                {...(mail === open && { 'aria-current': 'true' as const })}
              >
                <strong>{mail.subject === '' ? '(no subject)' : mail.subject}</strong>
                <span>to {mail.to.join(', ')}</span>
                <span class="dim">
                  {mail.topic === undefined ? 'SES' : `SNS, ${topicName(mail.topic)}`},{' '}
                  <Time at={mail.sentAt} />
                </span>
              </a>
            </li>
          ))}
        </ul>
        {open ? (
          <Mail key={open.messageId} mail={open} backend={backend} />
        ) : (
          <p class="empty">{newestFirst.length === 0 ? 'No mail yet.' : 'Choose a mail.'}</p>
        )}
      </div>
    </>
  );
}

const PARTS = ['HTML', 'Text', 'Source', 'Headers', 'Links'] as const;

function Mail({ mail, backend }: { mail: SentMail; backend: Backend }) {
  const [part, setPart] = useState<(typeof PARTS)[number]>(mail.html === '' ? 'Text' : 'HTML');
  return (
    <article aria-labelledby="subject">
      <h3 id="subject">{mail.subject}</h3>
      <p class="dim">
        {mail.from} → {mail.to.join(', ')}
      </p>
      <div class="tools" role="group" aria-label="Parts of the mail">
        {PARTS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === part}
            onClick={() => {
              setPart(name);
            }}
          >
            {name}
          </button>
        ))}
      </div>
      <MailPart {...{ mail, backend, part }} />
    </article>
  );
}

function MailPart(props: { mail: SentMail; backend: Backend; part: (typeof PARTS)[number] }) {
  const { mail, backend, part } = props;
  switch (part) {
    case 'HTML':
      return mail.html === '' ? (
        <p class="empty">It has no HTML.</p>
      ) : (
        <iframe title="HTML part" sandbox="" {...backend.mailFrame(mail.messageId, mail.html)} />
      );
    case 'Text':
      return mail.text === '' ? <p class="empty">It has no text.</p> : <pre>{mail.text}</pre>;
    case 'Source':
      return <Source {...{ mail, backend }} />;
    case 'Headers':
      return <Headers mail={mail} />;
    case 'Links':
      return <Links {...{ mail, backend }} />;
  }
}

function Source({ mail, backend }: { mail: SentMail; backend: Backend }) {
  const { found, error } = useLook(() => backend.mailSource(mail.messageId), false, mail.messageId);
  const sender = mail.topic === undefined ? 'SES' : 'SNS';
  return (
    <>
      <p class="dim">
        The emulator keeps no source. The console has composed this one of the parts that it keeps:
        the addresses, the subject, the time, the text and the HTML are those of the mail; the
        encodings and boundaries are not those of {sender}. {sender} adds what is not known here,
        such as Message-ID, Received and DKIM-Signature{sender === 'SNS' && ', and its footer'}. Bcc
        addresses are in no mail.
      </p>
      <LookError error={error} />
      {found !== undefined && <pre>{found}</pre>}
    </>
  );
}

function Headers({ mail }: { mail: SentMail }) {
  const rows: readonly (readonly [string, string])[] = [
    ['From', mail.from],
    ['To', mail.to.join(', ')],
    ['Cc', mail.cc.join(', ')],
    ['Bcc', mail.bcc.join(', ')],
    ['Reply-To', mail.replyTo.join(', ')],
    ['Sent', mail.sentAt],
    ['Template', mail.template ?? ''],
    ['Topic', mail.topic ?? ''],
    ['Account and region', `${mail.account}, ${mail.region}`],
    ['Message id', mail.messageId],
  ];
  return (
    <dl>
      {rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
    </dl>
  );
}

function Links({ mail, backend }: { mail: SentMail; backend: Backend }) {
  const links = linksOf(mail);
  const { checkLink } = backend;
  const [views, setViews] = useState<Readonly<Record<string, LinkView>>>({});
  useEffect(() => {
    for (const url of checkLink ? links : []) {
      checkLink?.(url).then(
        (view) => {
          setViews((before) => ({ ...before, [url]: view }));
        },
        (error: unknown) => {
          const broken = { url, status: 'broken', detail: String(error) } as const;
          setViews((before) => ({ ...before, [url]: broken }));
        },
      );
    }
  }, [mail.messageId]);
  if (links.length === 0) return <p class="empty">It has no links.</p>;
  return (
    <ul>
      {links.map((url) => (
        <li key={url}>
          <code>{url}</code> {checkLink ? wordsOf(views[url]) : ''}
        </li>
      ))}
    </ul>
  );
}

function wordsOf(view: LinkView | undefined) {
  switch (view?.status) {
    case undefined:
      return <span class="dim">asking…</span>;
    case 'outside':
      return <span class="dim">not of this cloud, so not asked</span>;
    case 'answers':
      return <span class="good">answers ({view.detail})</span>;
    case 'broken':
      return <span class="bad">broken ({view.detail})</span>;
  }
}

/** Addresses of links in the HTML and in the text. */
function linksOf({ html, text }: SentMail): string[] {
  // A parsed document runs and loads nothing. Its styles would break the page's own policy.
  const bare = html.replace(/(\s|<\/?)style(?=[\s=>])/gi, '$1data-style');
  const anchors = new DOMParser().parseFromString(bare, 'text/html').querySelectorAll('a[href]');
  const hrefs = [...anchors].map((anchor) => anchor.getAttribute('href') ?? '');
  const written = text.match(/https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g) ?? [];
  return [...new Set([...hrefs, ...written])].filter((url) => /^https?:/i.test(url));
}

function fits(mail: SentMail, query: string): boolean {
  const wanted = query.toLowerCase();
  return [mail.subject, mail.from, ...mail.to, mail.text, mail.topic ?? ''].some((part) =>
    part.toLowerCase().includes(wanted),
  );
}

function topicName(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}
