import type { Page } from 'playwright-core';

/** What a browser says that a user should never have to see. */
export interface PageWatch {
  /** Errors in its console, which are refusals of the content policy as well, and errors that nobody caught. */
  readonly errors: readonly string[];
  /** Addresses of other hosts that the page has asked. */
  readonly foreignRequests: readonly string[];
}

/** A browser says it in its console that an answer is an error, also where the page expects that one. */
const REFUSED = /^Failed to load resource: .*\b(?:401|403|404|409|422)\b/;
/** Of a gateway that a test has stopped. */
const AWAY =
  /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONTENT_LENGTH_MISMATCH/;

/** Collects what goes wrong in a page, from now on. */
export function watchPage(page: Page, baseUrl: string): PageWatch {
  const errors: string[] = [];
  const foreignRequests: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !REFUSED.test(text) && !AWAY.test(text)) errors.push(text);
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${baseUrl}/`) && !url.startsWith('data:')) foreignRequests.push(url);
  });
  return { errors, foreignRequests };
}
