/*
 * Sends requests at a fixed rate to one service, or to several replicas of it. A request that one replica does not answer
 * is sent once more, to another one: its time goes on counting.
 */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

import { helperConfig, serveHelper } from './helper-process.ts';
import { nowMs, type OpenLoop, startOpenLoop } from './open-loop.ts';
import { knowReplicas } from './replicas.ts';

export interface LoadConfig {
  /** One, or all replicas. */
  readonly urls: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Where they are too many for a command line, the path of a JSON file that holds them. */
  readonly targets: readonly LoadTarget[] | string;
}

export interface LoadTarget {
  readonly name: string;
  readonly perSecond: number;
  /** Sent in turn. */
  readonly requests: readonly LoadRequest[];
}

/** A GET, or where it has a body a POST of JSON. */
export interface LoadRequest {
  readonly path: string;
  readonly body?: string;
}

export interface Answered {
  readonly target: string;
  /** Milliseconds since the epoch. */
  readonly dueMs: number;
  readonly latencyMs: number;
  readonly ok: boolean;
}

const TIMEOUT_MS = 30_000;

const { urls, headers, targets } = helperConfig() as LoadConfig;
const list =
  typeof targets === 'string' ? (JSON.parse(readFileSync(targets, 'utf8')) as LoadTarget[]) : targets;
const replicas = knowReplicas(urls);
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const answers: Answered[] = [];
const loops: OpenLoop[] = [];

/** The status of the answer; undefined where there is none. */
function send(url: string, { path, body }: LoadRequest): Promise<number | undefined> {
  return new Promise((resolve) => {
    const method = body === undefined ? 'GET' : 'POST';
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request(
      `${url}${path}`,
      { agent, method, headers: { ...headers, ...type }, timeout: TIMEOUT_MS },
      (response) => {
        if (response.headers.connection === 'close') replicas.putAside(url);
        response
          .on('end', () => resolve(response.statusCode))
          .on('error', () => resolve(undefined))
          .resume();
      },
    );
    sent
      .on('timeout', () => sent.destroy(new Error('No answer in time.')))
      .on('error', () => resolve(undefined));
    sent.end(body);
  });
}

/** Whether it is answered, by whomever. */
async function ask(what: LoadRequest): Promise<boolean> {
  const url = replicas.choose();
  const status = await send(url, what);
  if (status === 200) return true;
  if (urls.length === 1 || (status !== undefined && status !== 503)) return false;
  replicas.putAside(url);
  return (await send(replicas.choose(url), what)) === 200;
}

function keepSending({ name, perSecond, requests }: LoadTarget, index: number): OpenLoop {
  const work = async (number: number, dueMs: number) => {
    const ok = await ask(requests[number % requests.length] ?? { path: '/' });
    answers.push({ target: name, dueMs, latencyMs: nowMs() - dueMs, ok });
  };
  return startOpenLoop(perSecond, work, index / list.length);
}

serveHelper({
  start: () => void loops.push(...list.map(keepSending)),
  stop: async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    agent.destroy();
    return answers;
  },
});
