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
  /** When the stream took the message, ISO 8601 with microseconds: the same at every delivery. */
  readonly storedAt: string;
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
    ...factsOf(message.reply ?? ''),
    ack: () => message.respond(ACK),
    nak: (delayMs) => message.respond(encoder.encode(`-NAK {"delay": ${delayMs * 1_000_000}}`)),
    working: () => message.respond(WORKING),
    term: () => message.respond(TERM),
  };
}

/**
 * `$JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.<sequence>.<nanoseconds>.<pending>`, and from a server with domains
 * `$JS.ACK.<domain>.<account>.<stream>.<consumer>.<deliveries>.…`.
 */
function factsOf(reply: string): { deliveryCount: number; storedAt: string } {
  const tokens = reply.split('.');
  const [deliveries, , , nanoseconds = '0'] = tokens.slice(tokens.length >= 11 ? 6 : 4);
  return { deliveryCount: Number(deliveries), storedAt: isoOf(nanoseconds) };
}

/** A Date has milliseconds; the digits behind them tell apart what came in one of them. */
function isoOf(nanoseconds: string): string {
  const digits = nanoseconds.padStart(13, '0');
  const milliseconds = new Date(Number(digits.slice(0, -6))).toISOString();
  return milliseconds.replace('Z', `${digits.slice(-6, -3)}Z`);
}
