import type { TestStack } from '@regpipe/testkit';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { launchBrowser } from './launch-browser.ts';
import { type PageWatch, watchPage } from './watch-page.ts';

/** A browser, and the console of a stack in it. */
export interface ConsoleRig {
  /** A window of its own, with no cookies yet; nobody is signed in. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** The same, signed in with the stack's own token, or another. */
  enter(path: string, options?: BrowserContextOptions & { readonly token?: string }): Promise<Page>;
  /** What went wrong in any window so far. */
  readonly troubles: readonly PageWatch[];
  close(): Promise<void>;
}

const LIMIT_MS = 20_000;

/** @throws Error when the console has not been built */
export async function startConsoleRig(program: string, stack: TestStack): Promise<ConsoleRig> {
  const page = await fetch(`${stack.apiUrl}/`);
  if (!page.ok) throw new Error('The console is not built: npm run build -w @regpipe/console');
  const browser: Browser = await launchBrowser(program);
  const troubles: PageWatch[] = [];
  const open = async (path: string, options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({
      locale: 'en-GB',
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    context.setDefaultTimeout(LIMIT_MS);
    const page = await context.newPage();
    troubles.push(watchPage(page, stack.apiUrl));
    await page.goto(`${stack.apiUrl}${path}`);
    return page;
  };
  return {
    open,
    enter: async (path, { token = stack.apiToken, ...options } = {}) => {
      const page = await open(path, options);
      await signIn(page, token);
      return page;
    },
    troubles,
    close: () => browser.close(),
  };
}

/** Signs in on the page that asks for it, and waits for the one whose address was opened. */
export async function signIn(page: Page, token: string): Promise<void> {
  await page.locator('input[name=token]').fill(token);
  await page.locator('button[type=submit]').click();
  await page.locator('main#content h1').waitFor();
}

/** By how many pixels the page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
