import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

import { expect, test } from 'vitest';

import { freePort } from './free-port.ts';

/** From which Linux takes the ports of outgoing connections; other systems begin higher. */
const FIRST_EPHEMERAL = 32_768;

test('a port that is found is none that an outgoing connection may get', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
  for (const port of ports) {
    expect(port).toBeGreaterThan(1023);
    expect(port).toBeLessThan(FIRST_EPHEMERAL);
  }
});

test('a wanted port is given while nothing listens there, else another', async () => {
  const wanted = await freePort();
  expect(await freePort(wanted)).toBe(wanted);
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  try {
    expect((server.address() as AddressInfo).port).toBe(wanted);
    expect(await freePort(wanted)).not.toBe(wanted);
  } finally {
    server.close();
  }
});
