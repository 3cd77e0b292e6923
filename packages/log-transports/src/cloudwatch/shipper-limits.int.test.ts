import { until } from '@regpipe/testkit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { GROUP, messages, type Shipping, startShipping, STREAM } from '../testing/shipping.ts';

const HOUR_MS = 3_600_000;

let shipping: Shipping;

beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDTEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test+secret/of-forty-characters=========');
  shipping = await startShipping();
  shipping.server.addStream(GROUP, STREAM);
  return async () => {
    await shipping.close();
  };
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('more events than a batch may have are sent in several', async () => {
  shipping.log(25_000);
  await shipping.untilArrived(25_000);
  expect(shipping.arrived()).toEqual(messages(25_000));
  expect(shipping.server.count('PutLogEvents')).toBeGreaterThanOrEqual(3);
  expect(shipping.reports).toEqual([]);
});

test('more bytes than a batch may have are sent in several, to the byte', async () => {
  const text = '登記'.repeat(10_000);
  shipping.log(60, text);
  await shipping.untilArrived(60);
  expect(shipping.arrived()).toEqual(messages(60, text));
  expect(shipping.reports).toEqual([]);
});

test('a line that is too long arrives cut, still as JSON with what filters look for', async () => {
  const fields = { job_run_id: 7, batch_num: 3, raw: '"\u200b\\'.repeat(200_000) };
  const line = {
    level: 'ERROR',
    timestamp: '2026-01-01T00:00:00.000+00:00',
    name: 'loader',
    event: 'e',
    message: 'm',
  };
  const text = JSON.stringify({
    ...line,
    timestamp: new Date().toISOString().replace('Z', '+00:00'),
    ...fields,
  });
  shipping.shipper.add(text);
  await shipping.untilArrived(1);
  const [arrived] = shipping.server.events(GROUP, STREAM);
  expect(JSON.parse(arrived?.message ?? '')).toMatchObject({
    ...{ level: 'ERROR', name: 'loader', event: 'e', message: 'm', job_run_id: 7, batch_num: 3 },
    cut_bytes: Buffer.byteLength(text),
    cut_line: expect.stringMatching(/^\{"level":"ERROR"/),
  });
  expect(arrived?.message).not.toContain('\u200b');
});

test('lines whose clock has gone back are sent in the order of their time', async () => {
  const now = Date.now();
  shipping.log(2, 'later', now);
  shipping.log(2, 'earlier', now - HOUR_MS);
  await shipping.untilArrived(4);
  expect(shipping.arrived()).toEqual([...messages(2, 'earlier'), ...messages(2, 'later')]);
  expect(shipping.reports).toEqual([]);
});

test('lines of several days are sent in a batch for each', async () => {
  const now = Date.now();
  shipping.log(2, 'three days ago', now - 72 * HOUR_MS);
  shipping.log(2, 'yesterday', now - 24 * HOUR_MS);
  shipping.log(2, 'today', now);
  await shipping.untilArrived(6);
  expect(shipping.server.count('PutLogEvents')).toBe(3);
  expect(shipping.reports).toEqual([]);
});

test('lines that are too old or too far in the future are counted, the others arrive', async () => {
  const now = Date.now();
  shipping.log(2, 'too old', now - 15 * 24 * HOUR_MS);
  shipping.log(2, 'fine', now);
  shipping.log(3, 'too new', now + 3 * HOUR_MS);
  await until(() => shipping.notices().length === 2, 'both to be told of');
  expect(shipping.arrived()).toEqual(messages(2, 'fine'));
  expect(shipping.notices()).toMatchObject([
    { event: 'log_events_rejected', dropped: 2, level: 'WARN', name: 'test' },
    { event: 'log_events_rejected', dropped: 3 },
  ]);
});

test.each([
  { error: 'InvalidParameterException', message: 'Upload too large' },
  { error: 'RequestEntityTooLargeException', status: 413 },
])('a batch that a server with smaller limits refuses is divided: $error', async (fault) => {
  shipping.server.faults.push(fault, fault);
  shipping.log(9);
  await shipping.untilArrived(9);
  expect(shipping.arrived()).toEqual(messages(9));
  expect(shipping.notices()).toEqual([]);
});

test('a single line that is refused is given up and counted', async () => {
  shipping.server.faults.push({ error: 'InvalidParameterException' });
  shipping.log(1, 'refused');
  await until(() => shipping.reports.length > 0, 'the refusal');
  shipping.log(1, 'next');
  await until(() => shipping.notices().length > 0, 'the notice');
  expect(shipping.arrived()).toEqual(messages(1, 'next'));
  expect(shipping.notices()).toMatchObject([{ event: 'log_events_dropped', dropped: 1 }]);
});

test('when too much waits the oldest lines go, and their number is told when there is room again', async () => {
  const own = await startShipping({ bufferBytes: 2 * 1_048_576 });
  const text = 'long '.repeat(250);
  await own.server.close();
  own.log(3_000, text);
  await until(() => own.reports.length > 0, 'the server to be missed');
  own.log(3_000, `then ${text}`);
  await own.server.listen();
  await until(() => own.notices().length > 0, 'the notice');
  await own.close();
  const arrived = own.arrived();
  const dropped = own.notices().reduce((sum, notice) => sum + notice.dropped, 0);
  expect(new Set(arrived).size).toBe(arrived.length);
  expect(arrived.length + dropped).toBe(6_000);
  expect(arrived.at(-1)).toBe(`then ${text} 3000`);
});
