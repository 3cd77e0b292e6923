import type { LookupAddress } from 'node:dns';

import { describe, expect, test } from 'vitest';

import type { ResolveName } from './guard-connections.ts';
import {
  failureOf,
  FROM_START,
  policyOf,
  readSource,
  sampleCsv,
  testOptions,
} from './testing/read-source.ts';
import { serveFile, type SourceServer, startSourceServer } from './testing/source-server.ts';

const csv = sampleCsv(20_000);
const ANY_HOST = { REGPIPE_SOURCE_HOSTS: '*:*' };

function serving(): Promise<SourceServer> {
  return startSourceServer((request, response) => serveFile(request, response, { bytes: csv }));
}

/** A server that sends everyone on. */
function sendingTo(location: string): Promise<SourceServer> {
  return startSourceServer((_request, response) => void response.writeHead(302, { location }).end());
}

function read(location: string, settings: Readonly<Record<string, string>>, resolveName?: ResolveName) {
  const options = testOptions({ policy: policyOf(settings), ...(resolveName && { resolveName }) });
  return readSource(location, FROM_START, options);
}

/** A name server that gives the answers one after the other, and the last one for ever. */
function answering(...answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const resolveName: ResolveName = (hostname, _options, callback) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(hostname);
    const addresses: LookupAddress[] = answer.map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    process.nextTick(callback, null, addresses);
  };
  return { asked, resolveName };
}

async function expectForbidden(work: Promise<unknown>, message: string | RegExp): Promise<void> {
  const failure = await failureOf(work);
  expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_FORBIDDEN' });
  expect(failure.message).toMatch(message);
  expect(failure.message).not.toContain('attempts');
}

describe('a redirect', () => {
  /** Allows the first server and not the second. */
  const only = (server: SourceServer, more: Readonly<Record<string, string>> = {}) => ({
    REGPIPE_SOURCE_HOSTS: new URL(server.url()).host,
    REGPIPE_SOURCE_PRIVATE_HOSTS: '127.0.0.1',
    ...more,
  });

  test('to another port of the same host is refused before anything is sent there', async () => {
    const target = await serving();
    const server = await sendingTo(target.url());
    await expectForbidden(read(server.url(), only(server)), `redirects to ${new URL(target.url()).origin}: `);
    expect(server.requests).toHaveLength(1);
    expect(target.requests).toHaveLength(0);
  });

  test('that is the second of two is refused as well', async () => {
    const server = await startSourceServer((_request, response, nth) => {
      response.writeHead(302, { location: nth === 1 ? '/next' : 'https://other.example/a.csv' }).end();
    });
    await expectForbidden(read(server.url(), only(server)), 'other.example is not among the hosts');
    expect(server.requests).toHaveLength(2);
  });

  test('to a forbidden host with a path that looks like the allowed one is refused', async () => {
    const target = await serving();
    const server = await startSourceServer((request, response) => {
      response
        .writeHead(302, { location: `${target.url('//')}${String(request.headers.host)}/data.csv` })
        .end();
    });
    await expectForbidden(read(server.url(), only(server)), `redirects to ${new URL(target.url()).origin}: `);
    expect(target.requests).toHaveLength(0);
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data/', '169.254.169.254'],
    ['http://[fd00:ec2::254]/', '[fd00:ec2::254]'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://localhost:9/', 'localhost:9'],
  ])('to %s is refused by the list of hosts', async (location, host) => {
    const server = await sendingTo(location);
    await expectForbidden(
      read(server.url(), only(server)),
      `${host} has to be added to REGPIPE_SOURCE_HOSTS`,
    );
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data/', '(metadata)'],
    ['http://[fd00:ec2::254]/', '(metadata)'],
    ['http://0xa9fea9fe/', '(metadata)'],
    ['http://[::ffff:169.254.169.254]/', '(metadata)'],
    ['http://10.0.0.1/', '(private)'],
    ['http://[::1]:9/', '(loopback)'],
    ['http://0/', '(unspecified)'],
    ['http://100.64.0.1/', '(carrierGradeNat)'],
  ])('to %s is refused by its address where every host is allowed', async (location, range) => {
    const server = await sendingTo(location);
    const settings = { ...only(server), ...ANY_HOST };
    const failure = await failureOf(read(server.url(), settings));
    expect(failure).toMatchObject({ code: 'SOURCE_FORBIDDEN' });
    expect(failure.message).toContain(range);
  });

  test('to an allowed host is followed, without the credentials of the first one', async () => {
    const target = await serving();
    const server = await sendingTo(target.url());
    const settings = { REGPIPE_SOURCE_HOSTS: '127.0.0.1:*', REGPIPE_SOURCE_PRIVATE_HOSTS: '127.0.0.1' };
    const bytes = await read(server.url().replace('//', '//user:secret@'), settings);
    expect(bytes.equals(csv)).toBe(true);
    expect(server.requests[0]?.headers.authorization).toBeDefined();
    expect(target.requests[0]?.headers.authorization).toBeUndefined();
  });
});

describe('a name', () => {
  test.each([
    ['a private network', ['10.0.0.7'], '(private)'],
    ['this machine', ['127.0.0.1'], '(loopback)'],
    ['this machine in IPv6 clothes', ['::ffff:127.0.0.1'], '(loopback)'],
    ['a metadata service', ['169.254.169.254'], '(metadata)'],
    ['a public address and a private one', ['93.184.216.34', '192.168.0.1'], '(private)'],
    ['a public address behind NAT64 and a loopback one', ['64:ff9b::5db8:d822', '::1'], '(loopback)'],
  ])('that resolves to %s is refused, and nothing is connected to', async (_where, addresses, range) => {
    const server = await serving();
    const { asked, resolveName } = answering(addresses);
    const { port } = new URL(server.url());
    const failure = await failureOf(read(`http://data.example:${port}/a.csv`, ANY_HOST, resolveName));
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'SOURCE_FORBIDDEN' });
    expect(failure.message).toMatch(/^data\.example resolves to .* REGPIPE_SOURCE_PRIVATE_HOSTS\.$/);
    expect(failure.message).toContain(range);
    expect(asked).toEqual(['data.example']);
    expect(server.requests).toHaveLength(0);
  });

  test('that may resolve to a private address is connected to at the address that was checked', async () => {
    const server = await serving();
    const { asked, resolveName } = answering(['127.0.0.1'], ['169.254.169.254']);
    const settings = { ...ANY_HOST, REGPIPE_SOURCE_PRIVATE_HOSTS: 'files.lan' };
    const bytes = await read(`http://files.lan:${new URL(server.url()).port}/a.csv`, settings, resolveName);
    expect(bytes.equals(csv)).toBe(true);
    expect(asked).toEqual(['files.lan']);
  });

  test('that leads elsewhere when a dropped connection is taken up again is refused then', async () => {
    const server = await startSourceServer((request, response) => {
      serveFile(request, response, { bytes: csv, etag: '"v1"', cutAfter: 5_000 });
    });
    const { asked, resolveName } = answering(['127.0.0.1'], ['169.254.169.254']);
    const settings = { ...ANY_HOST, REGPIPE_SOURCE_PRIVATE_HOSTS: 'files.lan' };
    const reading = read(`http://files.lan:${new URL(server.url()).port}/a.csv`, settings, resolveName);
    await expectForbidden(reading, 'files.lan resolves to 169.254.169.254');
    expect(asked).toHaveLength(2);
    expect(server.requests).toHaveLength(1);
  });

  test("of this machine is resolved by the system's own resolver, and refused unless it is allowed", async () => {
    const server = await serving();
    const location = server.url().replace('127.0.0.1', 'localhost');
    await expectForbidden(read(location, ANY_HOST), /localhost resolves to .*\(loopback\)/);
    expect(server.requests).toHaveLength(0);
    const allowed = { ...ANY_HOST, REGPIPE_SOURCE_PRIVATE_HOSTS: 'localhost' };
    expect((await read(location, allowed)).equals(csv)).toBe(true);
  });

  test('that does not resolve is unreachable', async () => {
    const resolveName: ResolveName = (_hostname, _options, callback) => {
      process.nextTick(callback, Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
    };
    const failure = await failureOf(read('http://data.example/a.csv', ANY_HOST, resolveName));
    expect(failure).toMatchObject({ code: 'SOURCE_UNREACHABLE' });
  });
});
