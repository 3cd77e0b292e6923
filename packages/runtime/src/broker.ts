import { randomBytes } from 'node:crypto';

import {
  type CallName,
  type CallResult,
  type Calls,
  RefusedError,
  RetryableError,
  isErrorCode,
  readNatsUrl,
} from '@regpipe/contracts';
import { Errors, type LogLevels, ServiceBroker } from 'moleculer';

import type { Lifecycle } from './lifecycle.ts';
import type { Logger } from './logger.ts';
import { SteadyTransporter } from './steady-transporter.ts';
import { VERSION } from './version.ts';

/** Warns of each process that is lost, as does the registry, which says more. */
const REPEATS_OTHERS = 'Discovery';

export interface BrokerOptions {
  readonly service: string;
  readonly namespace: string;
  readonly natsUrl: string;
  readonly log: Logger;
}

const ID_BYTES = 6;
export const HEARTBEAT_S = 3;
export const HEARTBEAT_TIMEOUT_S = 10;
const REQUEST_TIMEOUT_MS = 10_000;
/** As for the bus: a server whose machine is gone is not waited for while there are others. */
const DIAL_LIMIT_MS = 5_000;
const DISCOVERY_LIMIT_MS = 5_000;
/** Of the log that Moleculer would otherwise write by itself, past ours. */
const UNUSED = { pino: { options: { enabled: false } } };
/** A service takes calls as soon as it has started, not a second later. Moleculer knows the option, its types do not. */
const PROMPT_TRANSIT = { disableReconnect: false, serviceChangedDebounceTime: 0 };

/** A Moleculer broker on the NATS transporter: short calls, discovery, broadcasts. */
export function createBroker(options: BrokerOptions): ServiceBroker {
  const log = options.log.child({ part: 'broker' });
  return new ServiceBroker({
    namespace: options.namespace,
    // The service and a dot in front: by that the NATS server knows what each service's nodes may listen to.
    // The rest is chance: every container's process may have the same number, and several start at once.
    nodeID: `${options.service}.${process.pid}-${randomBytes(ID_BYTES).toString('hex')}`,
    transporter: new SteadyTransporter({
      ...readNatsUrl(options.natsUrl),
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      // Otherwise the client forgets which of several servers did not answer the first time (packages/bus dial-nats.ts).
      waitOnFirstConnect: true,
      timeout: DIAL_LIMIT_MS,
      ignoreAuthErrorAbort: true,
    }),
    // Actions such as $node.list, which nobody calls and every user would need rights for.
    internalServices: false,
    // The process has one owner of signals, and it is not the broker.
    skipProcessEventRegistration: true,
    heartbeatInterval: HEARTBEAT_S,
    heartbeatTimeout: HEARTBEAT_TIMEOUT_S,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // NATS chooses who answers a call, by queue groups: it knows at once which connections live. Moleculer's own registry
    // takes a killed process for alive until its heartbeats are missed, and calls to it time out meanwhile.
    disableBalancer: true,
    transit: PROMPT_TRANSIT,
    // Its chatter about nodes coming and going is for debugging; what matters it reports as a warning.
    logger: {
      type: 'Pino',
      options: {
        createLogger: (_level: string, { mod }: { mod: string }) =>
          log.child({ event: 'broker_reported', mod }, { level: mod === REPEATS_OTHERS ? 'error' : 'warn' }),
        ...UNUSED,
      },
    },
    logLevel: 'warn' satisfies LogLevels,
    metadata: { service: options.service, version: VERSION },
    created: () => log.debug({ event: 'broker_created' }, 'Broker created'),
  });
}

/** Starts the broker and stops it with the process. When it resolves, calls to its service arrive. */
export async function startBroker(broker: ServiceBroker, lifecycle: Lifecycle): Promise<void> {
  lifecycle.onStop('broker', () => broker.stop());
  await broker.start();
  if (broker.transit?.tx instanceof SteadyTransporter) await broker.transit.tx.flush();
}

/** By the service that does not answer. */
const UNAVAILABLE = {
  tracker: 'TRACKER_UNAVAILABLE',
  intake: 'INTAKE_UNAVAILABLE',
  projector: 'PROJECTOR_UNAVAILABLE',
  query: 'QUERY_UNAVAILABLE',
} as const;

/** Calls another service and unwraps its answer. @throws RefusedError when it refuses; `<SERVICE>_UNAVAILABLE` when away */
export async function call<N extends CallName>(
  broker: ServiceBroker,
  name: N,
  params: Calls[N]['params'],
): Promise<Extract<Calls[N]['result'], { ok: true }>['value']> {
  let answer: CallResult<unknown>;
  try {
    answer = await callWhenKnown(broker, name, params);
  } catch (cause) {
    const code = UNAVAILABLE[name.split('.')[0] as keyof typeof UNAVAILABLE];
    throw new RefusedError(code, `The service behind ${name} does not answer.`, { cause });
  }
  return unwrap(answer as Calls[N]['result']);
}

/** What was answered. @throws RefusedError when it was a refusal */
export function unwrap<Result extends CallResult<unknown>>(
  answer: Result,
): Extract<Result, { ok: true }>['value'] {
  if (answer.ok) return answer.value;
  const code = isErrorCode(answer.code) ? answer.code : 'INTERNAL';
  throw new RefusedError(code, answer.message, { fields: answer.fields });
}

/** Discovery takes a moment after a start or a restart: an unknown service is waited for before it counts as away. */
async function callWhenKnown(
  broker: ServiceBroker,
  name: string,
  params: object,
): Promise<CallResult<unknown>> {
  try {
    return await broker.call<CallResult<unknown>, object>(name, params);
  } catch (error) {
    const unknown =
      error instanceof Errors.ServiceNotFoundError || error instanceof Errors.ServiceNotAvailableError;
    if (!unknown) throw error;
  }
  await broker.waitForServices(name.split('.')[0] ?? name, DISCOVERY_LIMIT_MS);
  return broker.call<CallResult<unknown>, object>(name, params);
}

/** Runs an action and turns a refusal into data; anything else that is thrown stays an error. */
export async function answer<T>(work: () => Promise<T>): Promise<CallResult<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof RefusedError || error instanceof RetryableError)) throw error;
    return { ok: false, code: error.code, message: error.message, fields: { ...error.fields } };
  }
}
