/*
 * A reader who asks through a live view again and again on one connection, a millisecond after each answer. The longest
 * time between two answers is the longest that any such reader has waited. (Without that pause it would take a core for
 * itself, and measure itself.)
 */
import { setTimeout as pause } from 'node:timers/promises';

import { connectDatabase } from '@regpipe/database';

import { helperConfig, serveHelper } from './helper-process.ts';

export interface ReaderConfig {
  readonly databaseUrl: string;
  /** Gives one row, always. */
  readonly query: string;
}

export interface Gap {
  /** Milliseconds since the epoch. */
  readonly fromMs: number;
  readonly ms: number;
}

export interface ReaderReport {
  readonly queries: number;
  /** Those worth a look; the longest is among them. */
  readonly gaps: readonly Gap[];
  readonly longestMs: number;
}

const PAUSE_MS = 1;
/** Shorter ones are counted only: there are thousands in a second. */
const NOTABLE_MS = 3;

const { databaseUrl, query } = helperConfig() as ReaderConfig;
const database = connectDatabase({
  url: databaseUrl,
  applicationName: 'bench-reader',
  poolSize: 1,
  log: { warn: () => undefined },
});
const session = await database.pool.connect();
const gaps: Gap[] = [];
let queries = 0;
let longestMs = 0;
let stopped = false;
let reading = Promise.resolve();

async function read(): Promise<void> {
  let lastMs = nowMs();
  while (!stopped) {
    const { rowCount } = await session.query({ name: 'reader', text: query });
    if (rowCount !== 1) throw new Error(`The live view gave ${String(rowCount)} rows instead of one.`);
    const answeredMs = nowMs();
    const ms = answeredMs - lastMs;
    if (ms >= NOTABLE_MS) gaps.push({ fromMs: lastMs, ms });
    longestMs = Math.max(longestMs, ms);
    lastMs = answeredMs;
    queries += 1;
    await pause(PAUSE_MS);
  }
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

// Once before it counts: a session's first query plans.
await session.query({ name: 'reader', text: query });
serveHelper({
  start: () => {
    reading = read();
  },
  stop: async (): Promise<ReaderReport> => {
    stopped = true;
    await reading;
    session.release();
    await database.close();
    return { queries, gaps, longestMs };
  },
});
