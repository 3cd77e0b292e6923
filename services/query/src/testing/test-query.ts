import type { NotificationCommand, Role } from '@regpipe/contracts';
import {
  connectDatabase,
  createToken,
  type Database,
  ensureProjection,
  recordCommands,
} from '@regpipe/database';
import { digestOf, newToken, type Server } from '@regpipe/http';
import { Metrics } from '@regpipe/metrics';
import { createLogger } from '@regpipe/runtime';
import { switchable, testDatabase } from '@regpipe/testkit';
import { NO_TRACING } from '@regpipe/tracing';

import { createServer } from '../create-server.ts';

export interface TestQuery {
  readonly server: Server;
  /** A viewer's. */
  readonly token: string;
  readonly tokens: Readonly<Record<Role, string>>;
  /** Everything that was logged so far. */
  logged(): string;
  record(...commands: readonly NotificationCommand[]): Promise<unknown>;
  get(url: string): Promise<TestAnswer>;
  post(url: string, body?: object): Promise<TestAnswer>;
  /** Has every query go to another database from now on; to its own again where nothing is said. */
  switchTo(database?: Database): void;
  /** As when the process is asked to end. */
  stop(): void;
  close(): Promise<void>;
}

export type TestAnswer = Awaited<ReturnType<Server['inject']>>;

const log = { warn: () => undefined };

/** The HTTP port on a database of its own, connected with the rights that the service has. */
export async function startTestQuery(): Promise<TestQuery> {
  const own = await testDatabase();
  const connect = (role: 'projector' | 'query') =>
    connectDatabase({ url: own.roleUrls[role], applicationName: `test-${role}`, poolSize: 2, log });
  const projector = connect('projector');
  await ensureProjection(projector);
  const database = connect('query');
  const tokens = await addTokens(own.database);
  const stopping = new AbortController();
  let current = database;
  const ours = switchable(() => current.pool);
  let logged = '';
  const destination = { write: (line: string) => void (logged += line) };
  const server = await createServer({
    database: ours,
    queries: ours,
    token: undefined,
    host: '127.0.0.1',
    allowedHosts: [],
    trustedProxies: [],
    limits: { requestsPerMinute: 1_000_000, requestTimeoutMs: 30_000 },
    stopping: stopping.signal,
    metrics: new Metrics('query'),
    tracing: NO_TRACING,
    log: createLogger({ service: 'query', level: 'debug', destination }),
  });
  const headers = { authorization: `Bearer ${tokens.viewer}` };
  return {
    server,
    token: tokens.viewer,
    tokens,
    logged: () => logged,
    record: (...commands) => recordCommands(projector, commands),
    get: (url) => server.inject({ method: 'GET', url, headers }),
    post: (url, payload) =>
      server.inject({ method: 'POST', url, headers, ...(payload === undefined ? {} : { payload }) }),
    switchTo: (other = database) => {
      current = other;
    },
    stop: () => stopping.abort(),
    async close() {
      await server.close();
      await projector.close();
      await database.close();
      await own.close();
    },
  };
}

async function addTokens(database: Database): Promise<Record<Role, string>> {
  const add = async (role: Role): Promise<string> => {
    const token = newToken();
    const digest = digestOf(token);
    await createToken(database.pool, { name: role, role, digest, createdBy: 'test', expiresAt: null });
    return token;
  };
  return {
    sender: await add('sender'),
    viewer: await add('viewer'),
    operator: await add('operator'),
    admin: await add('admin'),
  };
}

/** A command of notification `tx-<number>`. */
export function command(number: number, changes: Partial<NotificationCommand> = {}): NotificationCommand {
  return {
    transaction_id: `tx-${number}`,
    created_at: 1_754_000_000_000,
    user_id: 'user-1',
    notification_title: 'Hello',
    status: 'SENT',
    platform: 'ANDROID',
    device_token: 'a-device',
    payload: { deep: { link: true } },
    ...changes,
  };
}
