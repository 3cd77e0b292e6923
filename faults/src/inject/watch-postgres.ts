import pg from 'pg';

import type { Pass } from './strike-at.ts';

type Query = (this: unknown, first: unknown, ...rest: unknown[]) => unknown;

/** Tells of every statement and of every COPY that has begun to send rows. */
export function watchPostgres(pass: Pass): void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  prototype.query = function (first, ...rest) {
    const text = textOf(first);
    if (isCopy(first)) {
      watchCopy(first, () => pass('copy:during', text));
      return query.call(this, first, ...rest);
    }
    pass('sql:before', text);
    const answer = query.call(this, first, ...rest);
    if (!(answer instanceof Promise)) return answer;
    return answer.then((result: unknown) => {
      pass('sql:after', text);
      return result;
    });
  };
}

interface CopyStream {
  readonly text: string;
  flush(callback: () => void): void;
}

function isCopy(query: unknown): query is CopyStream {
  return typeof query === 'object' && query !== null && 'flush' in query && 'text' in query;
}

/** Rows are flushed to the socket once the server has agreed to take them. */
function watchCopy(copy: CopyStream, sent: () => void): void {
  const flush = copy.flush.bind(copy);
  copy.flush = (callback) => {
    flush(callback);
    setImmediate(sent);
  };
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  return typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : '';
}
