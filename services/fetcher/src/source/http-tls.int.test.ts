import { expect, test } from 'vitest';

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
