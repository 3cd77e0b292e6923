import type { CursorPages } from './use-cursor-pages.ts';

/** For each place that somebody went on to, the place before it. A list is read forwards only: the API does not say. */
const cameFrom = new Map<string, string | undefined>();

/**
 * Where one is in a list that is given page by page, where that stands in the address: the page can be kept and sent, and
 * the browser's own button leads back. Who comes by a link goes back to the first page.
 *
 * @param key says which list
 * @param cursor of the page to show, as the address has it
 * @param go changes the address; undefined is the first page
 */
export function addressPages(
  key: string,
  cursor: string | undefined,
  go: (cursor: string | undefined) => void,
): CursorPages {
  const placeOf = (at: string | undefined) => `${key} ${at ?? ''}`;
  return {
    cursor,
    isFirst: cursor === undefined,
    next: (next) => {
      cameFrom.set(placeOf(next), cursor);
      go(next);
    },
    previous: () => go(cameFrom.get(placeOf(cursor))),
  };
}
