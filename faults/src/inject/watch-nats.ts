import { createRequire } from 'node:module';

import type { Pass } from './strike-at.ts';

type Request = (this: unknown, subject: string, ...rest: unknown[]) => Promise<unknown>;
type Publish = (this: unknown, subject: string, ...rest: unknown[]) => void;

const JETSTREAM_SUBJECT = /^(jobs|chunks|events|dead|schedule|commands)\./;
const ACKNOWLEDGEMENT = /^\$JS\.ACK\.(?:[^.]+\.){0,2}?(JOBS|RAW|CLEAN|EVENTS|DEAD|SCHEDULE|COMMANDS)\./;
const ACK = '+ACK';

/** Tells of every message that is stored in JetStream and every delivery that is acknowledged. */
export function watchNats(pass: Pass): void {
  const require = createRequire(import.meta.url);
  const { NatsConnectionImpl } = require('nats/lib/nats-base-client/nats.js') as {
    NatsConnectionImpl: { prototype: { request: Request } };
  };
  const { ProtocolHandler } = require('nats/lib/nats-base-client/protocol.js') as {
    ProtocolHandler: { prototype: { publish: Publish } };
  };

  const { request } = NatsConnectionImpl.prototype;
  NatsConnectionImpl.prototype.request = async function (subject, ...rest) {
    const stored = JETSTREAM_SUBJECT.test(subject);
    if (stored) pass('publish:before', subject);
    const answer = await request.call(this, subject, ...rest);
    if (stored) pass('publish:after', subject);
    return answer;
  };

  const { publish } = ProtocolHandler.prototype;
  ProtocolHandler.prototype.publish = function (subject, ...rest) {
    const stream = ACKNOWLEDGEMENT.exec(subject)?.[1];
    if (stream !== undefined && isAck(rest[0])) pass('ack:before', stream);
    publish.call(this, subject, ...rest);
  };
}

function isAck(payload: unknown): boolean {
  return payload instanceof Uint8Array && Buffer.from(payload).toString() === ACK;
}
