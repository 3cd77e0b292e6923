import type { ServiceBroker } from 'moleculer';

import { HEARTBEAT_TIMEOUT_S } from './broker.ts';

/** A process of a service, as it announces itself over Moleculer. */
export interface SeenReplica {
  readonly service: string;
  /** Its node id. */
  readonly node: string;
  readonly host: string;
  /** Of regpipe; null where it does not say. */
  readonly version: string | null;
  /** Since its last heartbeat; 0 for the process that asks. */
  readonly seenSeconds: number;
}

/** What Moleculer's registry knows of a node. */
export interface SeenNode {
  readonly id: string;
  readonly local: boolean;
  readonly available: boolean;
  readonly hostname: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  /** In seconds of `process.uptime()`. */
  readonly lastHeartbeatTime: number;
}

/** The processes that a broker sees, itself among them, in the order of their ids. */
export function listReplicas(broker: ServiceBroker): SeenReplica[] {
  return replicasOf(broker.registry.nodes.toArray(), Math.round(process.uptime()));
}

/**
 * The registry looks for missed heartbeats every ten seconds only, so a killed process may stand in it for twenty: here
 * it counts as gone once it has been silent for ten.
 */
export function replicasOf(nodes: readonly SeenNode[], uptimeSeconds: number): SeenReplica[] {
  return nodes
    .filter(({ available }) => available)
    .map((node) => toReplica(node, uptimeSeconds))
    .filter(({ seenSeconds }) => seenSeconds <= HEARTBEAT_TIMEOUT_S)
    .toSorted((one, other) => (one.node < other.node ? -1 : 1));
}

function toReplica(node: SeenNode, uptimeSeconds: number): SeenReplica {
  return {
    service: textOf(node.metadata?.['service']) ?? '',
    node: node.id,
    host: node.hostname ?? '',
    version: textOf(node.metadata?.['version']),
    seenSeconds: node.local ? 0 : Math.max(0, uptimeSeconds - node.lastHeartbeatTime),
  };
}

/** Metadata is whatever another process has sent. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
