/*
 * Sends requests at a fixed rate, whether or not the earlier ones are answered: an open loop, as of many users who know
 * nothing of each other. A request's time counts from when it was due, so that one held up behind others shows it.
 */
import { Agent, get } from 'node:http';

import { helperConfig, serveHelper } from './helper-process.ts';

export interface LoadConfig {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly targets: readonly LoadTarget[];
}

export interface LoadTarget {
  readonly name: string;
  readonly perSecond: number;
  /** Asked for in turn. */
  readonly paths: readonly string[];
}

export interface Answered {
  readonly target: string;
  /** Milliseconds since the epoch. */
  readonly dueMs: number;
  readonly latencyMs: number;
  readonly ok: boolean;
}

const TIMEOUT_MS = 30_000;

const { url, headers, targets } = helperConfig() as LoadConfig;
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const answers: Answered[] = [];
const waiting = new Set<Promise<void>>();
let stopped = false;

function request(target: string, path: string, dueMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (ok: boolean) => {
      answers.push({ target, dueMs, latencyMs: nowMs() - dueMs, ok });
      resolve();
    };
    const sent = get(`${url}${path}`, { agent, headers, timeout: TIMEOUT_MS }, (response) => {
      response.on('end', () => end(response.statusCode === 200)).resume();
    });
    sent.on('timeout', () => sent.destroy(new Error('No answer in time.'))).on('error', () => end(false));
  });
}

function keepSending({ name, perSecond, paths }: LoadTarget): void {
  const startMs = nowMs();
  let sent = 0;
  const sendDue = () => {
    if (stopped) return;
    for (;;) {
      const dueMs = startMs + (sent * 1000) / perSecond;
      if (dueMs > nowMs()) {
        setTimeout(sendDue, dueMs - nowMs());
        return;
      }
      const answer = request(name, paths[sent % paths.length] ?? '/', dueMs);
      waiting.add(answer);
      void answer.then(() => waiting.delete(answer));
      sent += 1;
    }
  };
  sendDue();
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

serveHelper({
  start: () => targets.forEach(keepSending),
  stop: async () => {
    stopped = true;
    await Promise.all(waiting);
    agent.destroy();
    return answers;
  },
});
