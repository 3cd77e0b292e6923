import { expect, test } from 'vitest';

import { readNatsUrl } from './nats-address.ts';

test.each([
  ['nats://127.0.0.1:4222', { servers: ['127.0.0.1:4222'] }],
  ['localhost', { servers: ['localhost:4222'] }],
  ['nats://a:1, nats://b', { servers: ['a:1', 'b:4222'] }],
  ['nats://loader:p%40ss@a:1,nats://b:2', { servers: ['a:1', 'b:2'], user: 'loader', pass: 'p@ss' }],
  ['tls://a:1', { servers: ['a:1'], tls: {} }],
  [
    'tls://x:y@a:1?tls_ca=/ca.pem&tls_cert=/c.pem&tls_key=/k.pem',
    {
      servers: ['a:1'],
      user: 'x',
      pass: 'y',
      tls: { caFile: '/ca.pem', certFile: '/c.pem', keyFile: '/k.pem' },
    },
  ],
  ['nats://[::1]:4222', { servers: ['[::1]:4222'] }],
  ['tls://10.0.0.1:1', { servers: ['10.0.0.1:1'], tls: { host: '10.0.0.1' } }],
])('%s', (text, address) => {
  expect(readNatsUrl(text)).toEqual(address);
});

test.each(['http://a', 'nats://', 'nats://a?tls_key_file=/k', ''])('"%s" is refused', (text) => {
  expect(() => readNatsUrl(text)).toThrow(/NATS_URL/);
});

test('a refusal shows no password', () => {
  expect(() => readNatsUrl('http://user:secret@a')).toThrow(/^((?!secret).)*$/);
});
