import { until } from '@regpipe/testkit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Fault } from '../testing/cloudwatch-server.ts';
import { GROUP, messages, type Shipping, startShipping, STREAM } from '../testing/shipping.ts';

let shipping: Shipping;

beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDTEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test+secret/of-forty-characters=========');
  shipping = await startShipping();
  return async () => {
    await shipping.close();
  };
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('group and stream are created, and every line arrives once and in its order', async () => {
  shipping.log(500);
  await shipping.untilArrived(500);
  expect(shipping.arrived()).toEqual(messages(500));
  expect(shipping.server.groups.get(GROUP)?.retentionDays).toBe(3);
  const [first] = shipping.server.events(GROUP, STREAM);
  const { timestamp } = JSON.parse(first?.message ?? '') as { timestamp: string };
  expect(Date.parse(timestamp)).toBe(first?.timestamp);
  expect(shipping.reports).toEqual([]);
});

const PASSING: readonly [string, Fault][] = [
  ['throttling', { error: 'ThrottlingException', message: 'Rate exceeded' }],
  ['an internal failure', { error: 'InternalFailure', status: 500 }],
  ['an unavailable service', { error: 'ServiceUnavailableException', status: 503 }],
  ['a connection that breaks', 'hang-up'],
  ['rights that are missing for a while', { error: 'AccessDeniedException' }],
];

test.each(PASSING)('after %s every line arrives once', async (_what, fault) => {
  shipping.server.addStream(GROUP, STREAM);
  shipping.server.faults.push(fault, undefined, fault, fault);
  shipping.log(20);
  await shipping.untilArrived(20);
  shipping.log(20, 'later');
  await shipping.untilArrived(40);
  expect(shipping.arrived()).toEqual([...messages(20), ...messages(20, 'later')]);
  expect(shipping.reports.length).toBeGreaterThan(0);
});

test('a server that is away is waited for', async () => {
  shipping.log(10);
  await shipping.untilArrived(10);
  await shipping.server.close();
  shipping.log(10, 'meanwhile');
  await until(() => shipping.reports.length > 2, 'the failures to be reported');
  await shipping.server.listen();
  await shipping.untilArrived(20);
  expect(shipping.arrived()).toEqual([...messages(10), ...messages(10, 'meanwhile')]);
});

test('an answer that is lost doubles a batch and loses nothing', async () => {
  shipping.server.addStream(GROUP, STREAM);
  shipping.server.faults.push('answer-lost');
  shipping.log(5);
  await shipping.untilArrived(10);
  expect(shipping.arrived()).toEqual([...messages(5), ...messages(5)]);
});

test('a batch that an older server has taken already is not sent again', async () => {
  shipping.server.addStream(GROUP, STREAM);
  shipping.server.faults.push({ error: 'DataAlreadyAcceptedException' });
  shipping.log(5);
  await until(() => shipping.server.faults.length === 0, 'the answer');
  shipping.log(1, 'next');
  await shipping.untilArrived(1);
  expect(shipping.arrived()).toEqual(messages(1, 'next'));
});

test('two services that find nothing create it together', async () => {
  const other = await startShipping({ service: 'other' }, shipping.server);
  shipping.log(50, 'one');
  other.log(50, 'other');
  await shipping.untilArrived(100);
  await other.shipper.close();
  expect(shipping.arrived().toSorted()).toEqual(
    [...messages(50, 'one'), ...messages(50, 'other')].toSorted(),
  );
  expect([...(shipping.server.groups.get(GROUP)?.streams.keys() ?? [])]).toEqual([STREAM]);
});

test('where nothing may be created, it says so and waits until somebody else has', async () => {
  shipping.server.denied.add('CreateLogGroup');
  shipping.log(3);
  await until(() => shipping.reports.length > 0, 'the report');
  expect(shipping.reports[0]).toMatch(
    /group \/docker\/etl or its stream console is missing.*logs:CreateLogGroup/,
  );
  shipping.server.addStream(GROUP, STREAM);
  await shipping.untilArrived(3);
  expect(shipping.arrived()).toEqual(messages(3));
});

test('a group that keeps its events for ever is told of', async () => {
  shipping.server.denied.add('PutRetentionPolicy');
  shipping.log(1);
  await shipping.untilArrived(1);
  expect(shipping.reports).toEqual([expect.stringContaining('keeps its events for ever')]);
});

test('what waits at the end is sent before it ends', async () => {
  const patient = await startShipping({ intervalMs: 60_000 }, shipping.server);
  patient.log(100);
  await patient.shipper.close();
  expect(patient.arrived()).toEqual(messages(100));
});

test('an end does not take longer than it may, and what is lost is counted', async () => {
  const own = await startShipping({ flushMs: 50 });
  await own.server.close();
  own.log(7);
  const startedAt = performance.now();
  await own.shipper.close();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(own.reports.at(-1)).toBe('The process ended before 7 log lines were sent');
});
