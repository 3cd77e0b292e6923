import { setTimeout as pause } from 'node:timers/promises';

import { type Database, inTransaction, isTransient } from '@regpipe/database';

import { liveSight } from './expected-tables.ts';

export interface ReaderWatch {
  /** What was seen since the last `take`, each sight once. */
  take(): ReadonlySet<string>;
  stop(): Promise<void>;
}

const PAUSE_MS = 60;

/**
 * Reads all live tables again and again, each time in one transaction, as an analyst would. An outage of the server is
 * no sight; any other error is one.
 */
export function watchReaders(database: Database): ReaderWatch {
  let sights = new Set<string>();
  let stopped = false;
  // Asked anew each time: TypeScript takes a variable for unchanged over an await.
  const isStopped = () => stopped;
  const watching = (async () => {
    while (!isStopped()) {
      try {
        sights.add(await look(database));
      } catch (error) {
        if (!isTransient(error)) sights.add(String(error));
      }
      await pause(PAUSE_MS);
    }
  })();
  return {
    take: () => {
      const taken = sights;
      sights = new Set();
      return taken;
    },
    stop: async () => {
      stopped = true;
      await watching;
    },
  };
}

function look(database: Database): Promise<string> {
  return inTransaction(database, async (connection) => {
    await connection.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return liveSight(connection);
  });
}
