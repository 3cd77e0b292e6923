import type { Msg } from 'nats';

/*
 * The acknowledgement protocol of JetStream: a word published to the message's reply subject. Written here because
 * nats.js v2 wraps only messages of its own consumers, and ours are pulled one by one.
 */

const encoder = new TextEncoder();
const ACK = encoder.encode('+ACK');
const WORKING = encoder.encode('+WPI');
const TERM = encoder.encode('+TERM');

export interface Acknowledgement {
  /** 1 for the first. */
  readonly deliveryCount: number;
  ack(): void;
  /** Asks for another delivery after the delay. */
  nak(delayMs: number): void;
  /** Tells the server that the work goes on; restarts its ack wait. */
  working(): void;
  /** Asks for no other delivery. */
  term(): void;
}

export function acknowledgementOf(message: Msg): Acknowledgement {
  return {
    deliveryCount: deliveryCountOf(message.reply ?? ''),
    ack: () => message.respond(ACK),
    nak: (delayMs) => message.respond(encoder.encode(`-NAK {"delay": ${delayMs * 1_000_000}}`)),
    working: () => message.respond(WORKING),
    term: () => message.respond(TERM),
  };
}

/**
 * `$JS.ACK.<stream>.<consumer>.<deliveries>.<…4>`, and from a server with domains
 * `$JS.ACK.<domain>.<account>.<stream>.<consumer>.<deliveries>.<…5>`.
 */
function deliveryCountOf(reply: string): number {
  const tokens = reply.split('.');
  return Number(tokens.length >= 11 ? tokens[6] : tokens[4]);
}
