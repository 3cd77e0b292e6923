import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

/** Something that the API is asked for. */
export interface Resource<T> {
  /** What came last; it stays while a newer one is loaded, and when that fails. */
  readonly data: T | undefined;
  /** Why the last try has failed; undefined after one that has not. */
  readonly error: unknown;
  readonly isLoading: boolean;
  /** Asks anew, at once. */
  readonly refresh: () => void;
}

export interface ResourceOptions<T> {
  /** Asks anew when it changes, and keeps what there is until the answer has come. */
  readonly refreshOn?: string;
  /** Asks anew so long after each answer; null is never. A page that nobody sees does not ask. */
  readonly pollMs?: number | null | ((data: T | undefined) => number | null);
}

interface State<T> {
  readonly key: string;
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isLoading: boolean;
}

/**
 * Loads what a component shows, and keeps it current.
 *
 * @param key says what is loaded: another one throws away what there is and loads anew
 */
export function useResource<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  { pollMs = null, refreshOn = '' }: ResourceOptions<T> = {},
): Resource<T> {
  const [state, setState] = useState<State<T>>(() => empty(key));
  const [turn, setTurn] = useState(0);
  const latest = useRef({ load, pollMs });
  latest.current = { load, pollMs };
  const refresh = useCallback(() => setTurn((before) => before + 1), []);

  useEffect(() => {
    const left = new AbortController();
    let timer: number | undefined;
    const run = async () => {
      setState((before) => (before.key === key ? { ...before, isLoading: true } : empty(key)));
      let data: T | undefined;
      try {
        data = await latest.current.load(left.signal);
        if (left.signal.aborted) return;
        setState({ key, data, error: undefined, isLoading: false });
      } catch (error) {
        if (left.signal.aborted) return;
        setState((before) => ({ ...before, error, isLoading: false }));
      }
      const wait = pauseOf(latest.current.pollMs, data);
      if (wait !== null) timer = window.setTimeout(() => void runWhenSeen(), wait);
    };
    const runWhenSeen = async () => {
      if (document.visibilityState === 'visible') return run();
      document.addEventListener('visibilitychange', () => void runWhenSeen(), {
        once: true,
        signal: left.signal,
      });
    };
    void run();
    return () => {
      left.abort();
      window.clearTimeout(timer);
    };
  }, [key, turn, refreshOn]);

  // What belongs to another key is not shown for a moment, either.
  return { ...(state.key === key ? state : empty<T>(key)), refresh };
}

function empty<T>(key: string): State<T> {
  return { key, data: undefined, error: undefined, isLoading: true };
}

function pauseOf<T>(pollMs: ResourceOptions<T>['pollMs'], data: T | undefined): number | null {
  return typeof pollMs === 'function' ? pollMs(data) : (pollMs ?? null);
}
