import { connectDatabase, type Database } from '@regpipe/database';
import { onTestFinished } from 'vitest';

const log = { warn: () => undefined };
/** Nothing listens on port 1. */
const DEAD_DATABASE = 'postgres://nobody@127.0.0.1:1/none';

/** One that is away; closed with the test. */
export function deadDatabase(): Database {
  const dead = connectDatabase({ url: DEAD_DATABASE, applicationName: 'test', poolSize: 1, log });
  onTestFinished(() => dead.close());
  return dead;
}

/** A database whose queries go where `pool` says at the moment. */
export function switchable(pool: () => Database['pool']): Database {
  const proxy = new Proxy(pool(), {
    get: (_, key) => {
      const value: unknown = Reflect.get(pool(), key);
      return typeof value === 'function' ? (value as () => unknown).bind(pool()) : value;
    },
  });
  return { pool: proxy, close: () => Promise.resolve() };
}
