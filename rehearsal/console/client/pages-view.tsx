import { useState } from 'preact/hooks';
import type { Report } from '../../report/report-schema';
import { useLook } from './look';
import { LookError } from './look-error';
import { linkTo } from './route';
import type { ViewProps } from './view-props';

type PagesViewProps = Pick<ViewProps, 'state'> & {
  readonly pages: () => Promise<Report['endpoints']>;
};

/** The delivered pages, each as its visitors see it. */
export function PagesView({ state, pages }: PagesViewProps) {
  const { found = [], error } = useLook(pages, !state.ended);
  const [chosen, setChosen] = useState('');
  const page = found.find(({ address }) => address === chosen) ?? found[0];
  return (
    <>
      <h2>Pages</h2>
      <LookError error={error} />
      {page ? (
        <>
          <div class="tools" role="group" aria-label="Pages">
            {found.map((one) => (
              <button
                key={one.address}
                type="button"
                aria-pressed={one === page}
                onClick={() => {
                  setChosen(one.address);
                }}
              >
                {nameOf(one)}
              </button>
            ))}
          </div>
          <p class="dim">
            This is the delivered page. What you send goes through the delivered API, and is then in
            the <a href={linkTo('inbox')}>inbox</a> and among the{' '}
            <a href={linkTo('submissions')}>submissions</a>. Like on AWS, the page forbids every
            page to frame it. For this frame alone, the rehearsal changes that header.{' '}
            <a href={page.address} target="_blank" rel="noreferrer">
              Open it in a tab <span aria-hidden="true">↗</span>
            </a>
          </p>
          {/* Its own origin is another one than the console's, and it stays that. */}
          <iframe
            class="site"
            title={`Page: ${nameOf(page)}`}
            sandbox="allow-scripts allow-forms allow-same-origin"
            src={page.address}
          />
        </>
      ) : (
        <p class="empty">No page has been delivered yet.</p>
      )}
    </>
  );
}

function nameOf({ name, environment }: Report['endpoints'][number]): string {
  return `${name} in ${environment}`;
}
