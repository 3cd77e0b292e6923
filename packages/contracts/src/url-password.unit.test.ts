import { describe, expect, test } from 'vitest';

import { readNatsUrl } from './nats-address.ts';
import { withPassword } from './url-password.ts';

test.each([
  [
    'postgres://loader@host:5432/regpipe?sslmode=verify-full',
    'postgres://loader:pw@host:5432/regpipe?sslmode=verify-full',
  ],
  ['postgres://loader:@host/regpipe', 'postgres://loader:pw@host/regpipe'],
  ['nats://loader@a:4222,nats://b:4222', 'nats://loader:pw@a:4222,nats://b:4222'],
  ['loader@a', 'loader:pw@a'],
  ['tls://loader@a?tls_ca=/ca.pem', 'tls://loader:pw@a?tls_ca=/ca.pem'],
])('%s gets the password', (url, expected) => {
  expect(withPassword(url, 'pw')).toBe(expected);
});

test.each([
  'postgres://loader:own@host/regpipe',
  'postgres://host/regpipe?application_name=a@b',
  'nats://a:4222,nats://b:4222',
  'nats://a,nats://late@b',
  'nats://127.0.0.1:4222',
  'no address at all',
])('%s stays as it is', (url) => {
  expect(withPassword(url, 'pw')).toBe(url);
});

test.each([undefined, ''])('without a password (%j) an address stays as it is', (none) => {
  expect(withPassword('nats://loader@a', none)).toBe('nats://loader@a');
});

describe.each(['p@ss:w/rd', '100%', '?#&=+ \'"\\[]{}<>^`|~!*()', '$1$&$$', '密碼', 'nats://x:y@z'])(
  'the password %s',
  (password) => {
    test('arrives at PostgreSQL as it is', () => {
      const url = new URL(withPassword('postgres://loader@host:5432/regpipe', password));
      expect(decodeURIComponent(url.password)).toBe(password);
      expect([url.username, url.host, url.pathname]).toEqual(['loader', 'host:5432', '/regpipe']);
    });

    test('arrives at NATS as it is', () => {
      expect(readNatsUrl(withPassword('nats://loader@a,nats://b:1', password))).toEqual({
        ...{ servers: ['a:4222', 'b:1'], user: 'loader', pass: password },
      });
    });
  },
);
