import { useLocation } from 'preact-iso';
import type { ComponentChildren } from 'preact';

import { Toasts } from '../components/toasts.tsx';
import { shellTexts } from '../messages/shell.ts';
import { pages } from '../routes.ts';
import { Account } from './account.tsx';
import { Brand } from './brand.tsx';
import { Preferences } from './preferences.tsx';

/** What stands around every page: the way to the others, and who is signed in. */
export function Shell({ children }: { readonly children: ComponentChildren }) {
  const words = shellTexts();
  const { path } = useLocation();
  return (
    <div class="shell">
      <a
        class="skip-link"
        href="#content"
        onClick={(event) => {
          // Without a change of the address, which belongs to the pages.
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        {words.skip}
      </a>
      <header class="shell-head">
        <Brand />
        <nav class="shell-nav" aria-label={words.navigation}>
          <ul>
            {pages.map(({ path: to, nav }) =>
              nav === undefined ? null : (
                <li key={to}>
                  <a href={to} aria-current={isWithin(path, to) ? 'page' : undefined}>
                    {nav()}
                  </a>
                </li>
              ),
            )}
          </ul>
        </nav>
        <div class="shell-foot">
          <Preferences />
          <Account />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <Toasts />
    </div>
  );
}

function isWithin(path: string, page: string): boolean {
  return path === page || (page !== '/' && path.startsWith(`${page}/`));
}
