import { EventEmitter } from 'node:events';

import type { FastifyReply, FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';

import { Allotment } from './allotment.ts';

const request = { identity: { name: 'ci' } } as FastifyRequest;

function reply(hasLeft: boolean): FastifyReply {
  return { raw: Object.assign(new EventEmitter(), { destroyed: hasLeft }) } as unknown as FastifyReply;
}

test('a place is free again when the answer ends', () => {
  const allotment = new Allotment('streams', { perToken: 1, inAll: 1 });
  const first = reply(false);
  allotment.take(request, first);
  expect(() => allotment.take(request, reply(false))).toThrow('A token may have 1 streams at a time.');
  first.raw.emit('close');
  allotment.take(request, reply(false));
});

test('a client that has left before it is served holds none', () => {
  const allotment = new Allotment('streams', { perToken: 1, inAll: 1 });
  allotment.take(request, reply(true));
  allotment.take(request, reply(false));
});
