import { type CallName, type Calls, type ErrorCode, RefusedError } from '@regpipe/contracts';
import type { ServiceBroker } from 'moleculer';

import { unwrap } from './broker.ts';
import { chooseReplica } from './choose-replica.ts';
import { listReplicas } from './list-replicas.ts';

/** Of a question that takes milliseconds. */
const TRY_LIMIT_MS = 1_000;
/** One that NATS sends somewhere, and two that know where to. */
const MOST_TRIES = 3;
/** Discovery takes a moment after a start. */
const DISCOVERY_LIMIT_MS = 2_000;

/**
 * Calls an action that changes nothing of a service that has replicas: where one dies or hangs, another is asked.
 *
 * @param away the code for: none of them has answered
 * @throws RefusedError when the service refuses, or with `away`
 */
export async function callAny<N extends CallName>(
  broker: ServiceBroker,
  name: N,
  params: Calls[N]['params'],
  away: ErrorCode,
): Promise<Extract<Calls[N]['result'], { ok: true }>['value']> {
  const [service = ''] = name.split('.');
  // By the beginning of its id NATS knows a service's process; what it says of itself, it may just say.
  const replicas = () => listReplicas(broker).filter(({ node }) => node.startsWith(`${service}.`));
  const nodes = new Set<string>();
  const refuse = (cause: unknown): never => {
    throw new RefusedError(away, `No process behind ${name} answers.`, { cause });
  };
  if (!broker.registry.actions.isAvailable(name)) {
    await broker.waitForServices(service, DISCOVERY_LIMIT_MS).catch(refuse);
  }
  let last: unknown;
  for (let inAll = 0; inAll < MOST_TRIES; inAll++) {
    try {
      const nodeID = chooseReplica(replicas(), { nodes, inAll }, Math.random());
      if (nodeID !== undefined) nodes.add(nodeID);
      const options = { timeout: TRY_LIMIT_MS, ...(nodeID === undefined ? {} : { nodeID }) };
      return unwrap(await broker.call<Calls[N]['result'], object>(name, params, options));
    } catch (error) {
      if (error instanceof RefusedError) throw error;
      last = error;
    }
  }
  return refuse(last);
}
