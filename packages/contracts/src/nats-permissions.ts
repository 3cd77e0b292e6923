import {
  consumersOf,
  type DurableConsumer,
  NATS_ACCESS,
  type NatsService,
  streamsOf,
} from './nats-access.ts';
import type { StreamName } from './subjects.ts';

/** What a user of the NATS server may do, as subjects with wildcards; nothing else. */
export interface NatsPermissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

/** Where replies to a client come in. One of its own keeps a service from reading the replies to another. */
export function inboxOf(clientName: string): string {
  return `_INBOX.${clientName}`;
}

/** The name of a service's connection to JetStream. */
export function clientNameOf(service: NatsService): string {
  return `regpipe-${service}`;
}

/** @param namespace Moleculer's: the services of one only see each other */
export function natsPermissions(service: NatsService, namespace: string): NatsPermissions {
  const access = NATS_ACCESS[service];
  const moleculer = moleculerPermissions(service, namespace);
  const streams = streamsOf(service);
  const asks = streams.length + access.looks.length > 0;
  const inbox = asks ? [`${inboxOf(clientNameOf(service))}.>`] : [];
  return {
    publish: [
      ...access.publishes,
      ...streams.flatMap(streamRequests),
      ...access.consumes.flatMap(consumerRequests),
      ...access.reads.map((stream) => `$JS.API.STREAM.MSG.GET.${stream}`),
      ...access.looks.flatMap(lookRequests),
      ...access.purges.map((stream) => `$JS.API.STREAM.PURGE.${stream}`),
      ...access.raises.map((stream) => `$JS.API.STREAM.UPDATE.${stream}`),
      ...moleculer.publish,
    ],
    subscribe: [...inbox, ...moleculer.subscribe],
  };
}

function streamRequests(stream: StreamName): string[] {
  return [`$JS.API.STREAM.INFO.${stream}`, `$JS.API.STREAM.CREATE.${stream}`];
}

function lookRequests(stream: StreamName): string[] {
  return [
    `$JS.API.STREAM.INFO.${stream}`,
    ...consumersOf(stream).map((durable) => `$JS.API.CONSUMER.INFO.${stream}.${durable}`),
  ];
}

/** Acknowledgements have a form with the domain and the account in front, which servers may change to. */
function consumerRequests({ stream, durable, filter }: DurableConsumer): string[] {
  const consumer = `${stream}.${durable}`;
  return [
    `$JS.API.CONSUMER.CREATE.${consumer}${filter === undefined ? '' : `.${filter}`}`,
    `$JS.API.CONSUMER.INFO.${consumer}`,
    `$JS.API.CONSUMER.MSG.NEXT.${consumer}`,
    `$JS.ACK.${consumer}.>`,
    `$JS.ACK.*.*.${consumer}.>`,
  ];
}

/**
 * A node's id starts with the name of its service and a dot, so that only nodes of the service hear what is meant for
 * it. Calls go to `REQB.<action>`, or to `REQ.<node id>`: whoever claims in its INFO to be another service gets none of
 * that one's calls. What
 * the server cannot see is the contents of INFO, HEARTBEAT and DISCONNECT, which every node must be able to send.
 */
function moleculerPermissions(service: NatsService, namespace: string): NatsPermissions {
  const { calls, tells, addresses = [] } = NATS_ACCESS[service];
  const prefix = namespace === '' ? 'MOL' : `MOL-${namespace}`;
  const publish = [
    ...['DISCOVER', 'DISCOVER.>', 'INFO', 'INFO.>', 'HEARTBEAT', 'DISCONNECT', 'PONG.>', 'RES.>'],
    ...calls.map((action) => `REQB.${action}`),
    ...addresses.map((other) => `REQ.${other}.>`),
    ...tells.map((other) => `EVENT.${other}.>`),
  ];
  const subscribe = [
    ...['DISCOVER', 'INFO', 'HEARTBEAT', 'DISCONNECT', 'PING'],
    ...['DISCOVER', 'INFO', 'PING', 'PONG', 'REQ', 'RES', 'EVENT', 'REQB', 'EVENTB'].map(
      (packet) => `${packet}.${service}.>`,
    ),
  ];
  return {
    publish: publish.map((topic) => `${prefix}.${topic}`),
    subscribe: subscribe.map((topic) => `${prefix}.${topic}`),
  };
}
