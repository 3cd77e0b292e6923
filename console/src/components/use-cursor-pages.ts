import { useState } from 'preact/hooks';

/** Where one is in a list that is given page by page. */
export interface CursorPages {
  /** Of the page to show; undefined on the first. */
  readonly cursor: string | undefined;
  readonly isFirst: boolean;
  readonly next: (cursor: string) => void;
  readonly previous: () => void;
}

/** @param key says which list: another one begins at its first page */
export function useCursorPages(key: string): CursorPages {
  const [state, setState] = useState<{ key: string; passed: readonly string[] }>({ key, passed: [] });
  const passed = state.key === key ? state.passed : [];
  return {
    cursor: passed.at(-1),
    isFirst: passed.length === 0,
    next: (cursor) => setState({ key, passed: [...passed, cursor] }),
    previous: () => setState({ key, passed: passed.slice(0, -1) }),
  };
}
