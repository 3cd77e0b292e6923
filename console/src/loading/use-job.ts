import { isActive, type Job } from '@regpipe/contracts';
import { useCallback, useEffect, useState } from 'preact/hooks';

import { followJob } from '../api/follow-job.ts';
import { getJob } from '../api/jobs.ts';

export interface FollowedJob {
  readonly job: Job | undefined;
  /** `lost` while it is tried again. */
  readonly connection: 'open' | 'lost' | 'ended';
  readonly error: unknown;
  /** Takes a newer state that another answer has brought, and follows on where it is active again. */
  readonly update: (job: Job) => void;
  /** Asks anew, after an error. */
  readonly retry: () => void;
}

interface State {
  readonly id: number;
  readonly job: Job | undefined;
  readonly connection: FollowedJob['connection'];
  readonly error: unknown;
}

/** A job, live until it is settled. */
export function useJob(id: number): FollowedJob {
  const [state, setState] = useState<State>(() => empty(id));
  const [turn, setTurn] = useState(0);
  const retry = useCallback(() => setTurn((before) => before + 1), []);

  useEffect(() => {
    const left = new AbortController();
    const change = (next: Partial<State>) =>
      setState((before) => ({ ...(before.id === id ? before : empty(id)), ...next }));
    let stop = () => {};
    const begin = async () => {
      try {
        // A settled job needs no stream.
        const job = await getJob(id, left.signal);
        if (left.signal.aborted) return;
        change({ job, error: undefined, connection: isActive(job.status) ? 'open' : 'ended' });
        if (!isActive(job.status)) return;
        stop = followJob(id, {
          onJob: (next) => change({ job: next, connection: 'open', error: undefined }),
          onEnd: () => change({ connection: 'ended' }),
          onLost: () => change({ connection: 'lost' }),
          onRefused: (error) => change({ error, connection: 'ended' }),
        });
      } catch (error) {
        if (!left.signal.aborted) change({ error });
      }
    };
    void begin();
    // A browser has few connections to a host, and each tab that follows a job keeps one: those that nobody sees let go.
    const onSeen = () => {
      if (document.visibilityState === 'visible') retry();
      else stop();
    };
    document.addEventListener('visibilitychange', onSeen, { signal: left.signal });
    return () => {
      left.abort();
      stop();
    };
  }, [id, turn, retry]);

  const update = useCallback((job: Job) => {
    setState({ id: job.id, job, connection: 'open', error: undefined });
    setTurn((before) => before + 1);
  }, []);
  return { ...(state.id === id ? state : empty(id)), update, retry };
}

function empty(id: number): State {
  return { id, job: undefined, connection: 'open', error: undefined };
}
