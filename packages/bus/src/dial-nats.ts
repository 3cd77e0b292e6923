import { setTimeout as pause } from 'node:timers/promises';

import {
  errorMessage,
  isTlsFailure,
  type NatsAddress,
  RetryableError,
  TerminalError,
} from '@regpipe/contracts';
import { connect, ErrorCode, type NatsConnection, NatsError } from 'nats';

const RECONNECT_WAIT_MS = 250;
const PING_INTERVAL_MS = 10_000;
/** For one server of several to answer: where its machine is gone, nothing does, and the next one waits for its turn. */
const DIAL_LIMIT_MS = 5_000;

const TLS_CODES: ReadonlySet<string> = new Set([ErrorCode.Tls, ErrorCode.ServerOptionNotAvailable]);
const REFUSALS: ReadonlySet<string> = new Set([
  ErrorCode.AuthorizationViolation,
  ErrorCode.AuthenticationExpired,
  ErrorCode.AccountExpired,
  ErrorCode.BadAuthentication,
]);

/**
 * The first connection: waits for a server that is away. The client's own `waitOnFirstConnect` would wait just as long
 * for one that refuses the password, or that cannot be trusted.
 *
 * Without that option the client forgets for ever which of several servers did not answer the first time: when the one
 * that did is lost, it would not try them. So of several only the second connection stays, which is made with it.
 *
 * @throws RetryableError BUS_UNAVAILABLE when the user is refused; TerminalError SERVER_TLS
 */
export async function dialNats(
  address: NatsAddress,
  client: { readonly name: string; readonly inboxPrefix: string },
): Promise<NatsConnection> {
  const options = {
    ...address,
    ...client,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_WAIT_MS,
    pingInterval: PING_INTERVAL_MS,
    timeout: DIAL_LIMIT_MS,
    // A server that is restarted with other passwords is waited for, too: they may be put right.
    ignoreAuthErrorAbort: true,
  };
  for (;;) {
    try {
      const first = await connect(options);
      if (address.servers.length === 1) return first;
      await first.close();
      return await connect({ ...options, waitOnFirstConnect: true });
    } catch (cause) {
      throwRefusal(cause, address);
      await pause(RECONNECT_WAIT_MS);
    }
  }
}

function throwRefusal(cause: unknown, { servers, user }: NatsAddress): void {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const server = servers.join(', ');
  if (isTlsFailure(cause) || (cause instanceof NatsError && TLS_CODES.has(code))) {
    throw new TerminalError('SERVER_TLS', `No TLS connection to NATS at ${server}: ${errorMessage(cause)}.`, {
      cause,
    });
  }
  if (REFUSALS.has(code)) {
    const who = user === undefined ? 'a client without credentials' : `user "${user}"`;
    throw new RetryableError('BUS_UNAVAILABLE', `NATS at ${server} refused ${who}.`, { cause });
  }
}
