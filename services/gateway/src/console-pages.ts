import type { IncomingMessage } from 'node:http';

/*
 * The console draws its own pages: whatever address below `/` a browser opens, it is given the same document, and the
 * script in it looks at the address. Addresses of the API and its documentation stay what they are, so that a wrong one
 * is a 404 and no page.
 */

const NOT_OURS = /^\/(api|commands|hooks|query|docs|assets|health|ready|metrics|openapi\.json)([/?]|$)/;

/** Whether a browser asks for a page of the console, by an address that somebody has typed, kept or followed. */
export function isPageRequest({
  method,
  url = '',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): boolean {
  const isReading = method === 'GET' || method === 'HEAD';
  return isReading && !NOT_OURS.test(url) && /\btext\/html\b/.test(headers.accept ?? '');
}

/** A constraint for a route that only such requests come to: `constraints: { page: true }`. */
export const pageConstraint = {
  name: 'page',
  storage() {
    const handlers = new Map<unknown, unknown>();
    return {
      get: (value: unknown) => (handlers.get(value) ?? null) as never,
      set: (value: unknown, handler: unknown) => void handlers.set(value, handler),
    };
  },
  deriveConstraint: (request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>) =>
    isPageRequest(request) ? true : undefined,
};
