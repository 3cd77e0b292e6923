import { shellTexts } from '../messages/shell.ts';
import type { CursorPages } from './use-cursor-pages.ts';

export interface PagerProps {
  readonly pages: CursorPages;
  /** Of the page that is shown; null on the last. */
  readonly nextCursor: string | null | undefined;
}

/** Back and forth through a list; not there while all of it is on one page. */
export function Pager({ pages, nextCursor }: PagerProps) {
  const words = shellTexts();
  const hasNext = nextCursor !== null && nextCursor !== undefined;
  if (pages.isFirst && !hasNext) return null;
  return (
    <nav class="pager" aria-label={words.pages}>
      <button type="button" class="secondary outline" disabled={pages.isFirst} onClick={pages.previous}>
        ← {words.previousPage}
      </button>
      <button
        type="button"
        class="secondary outline"
        disabled={!hasNext}
        onClick={() => hasNext && pages.next(nextCursor)}
      >
        {words.nextPage} →
      </button>
    </nav>
  );
}
