import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import { beforeAll, describe, expect, test } from 'vitest';

import { failureOf, readSource } from './testing/read-source.ts';
import { selfSigned } from './testing/self-signed.ts';
import { startSourceServer, startTlsServer } from './testing/source-server.ts';

test('a certificate that nobody vouches for is refused at once, and the message says what to check', async () => {
  const server = await startTlsServer(selfSigned(), (_request, response) => response.end('data'));

  const failure = await failureOf(readSource(server.url()));

  expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_TLS' });
  expect(failure.message).toMatch(/DEPTH_ZERO_SELF_SIGNED_CERT.*clock.*NODE_EXTRA_CA_CERTS/);
  expect(failure.message).not.toContain('attempts');
  expect(server.requests).toHaveLength(0);
});

test('a server that does not speak TLS is SOURCE_TLS after the retries', async () => {
  const server = await startSourceServer((_request, response) => response.end('data'));
  const failure = await failureOf(readSource(server.url().replace('http:', 'https:')));
  expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_TLS' });
  expect(failure.message).toContain('after 4 attempts');
});

describe('a server whose certificate this machine trusts', () => {
  const tls = selfSigned();
  beforeAll(() => {
    setDefaultCACertificates([...getCACertificates('default'), tls.cert]);
    return () => setDefaultCACertificates(getCACertificates('bundled'));
  });

  test('is read', async () => {
    const server = await startTlsServer(tls, (_request, response) => response.end('data'));
    expect((await readSource(server.url())).toString()).toBe('data');
  });

  test('is refused when it sends the reader on to plain http', async () => {
    const plain = await startSourceServer((_request, response) => response.end('data'));
    const server = await startTlsServer(tls, (_request, response) => {
      response.writeHead(302, { location: plain.url() }).end();
    });
    const failure = await failureOf(readSource(server.url()));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_REFUSED' });
    expect(failure.message).toContain('redirects from https to http');
  });
});
