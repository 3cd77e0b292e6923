import type { ComponentType } from 'preact';
import { LocationProvider, Route, Router } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { ErrorNote } from './components/error-note.tsx';
import { Loading } from './components/loading.tsx';
import { NotFound } from './layout/not-found.tsx';
import { PageBoundary } from './layout/page-boundary.tsx';
import { Shell } from './layout/shell.tsx';
import type { PageProps } from './page-definition.ts';
import { pages } from './routes.ts';
import { readSession, sessionState } from './session/session.ts';
import { SignIn } from './session/sign-in.tsx';

/** Links to what is not ours, such as the API's documentation, are left to the browser. */
const OURS = /^\/(?!(api|docs)(\/|$))/;

/** The console: signing in, or the page that the address names. */
export function App() {
  const [error, setError] = useState<unknown>();
  const ask = () => {
    setError(undefined);
    readSession().catch(setError);
  };
  useEffect(ask, []);
  const state = sessionState.value;
  if (state === 'none') return <SignIn />;
  if (state === 'unknown') {
    return (
      <main class="alone">{error === undefined ? <Loading /> : <ErrorNote error={error} retry={ask} />}</main>
    );
  }
  return (
    <LocationProvider scope={OURS}>
      <Shell>
        <CurrentPage />
      </Shell>
    </LocationProvider>
  );
}

function CurrentPage() {
  return (
    <Router>
      {routedPages.map(({ path, component }) => (
        <Route key={path} path={path} component={component} />
      ))}
      <Route default component={NotFound} />
    </Router>
  );
}

const routedPages = pages.map(({ path, component }) => ({ path, component: inBoundary(component) }));

/** A broken page is forgotten with its address; another record of the same kind is another page. */
function inBoundary(Page: ComponentType<PageProps>): ComponentType<PageProps> {
  return ({ params, query }) => (
    <PageBoundary key={JSON.stringify(params)}>
      <Page params={params} query={query} />
    </PageBoundary>
  );
}
