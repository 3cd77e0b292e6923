import { type DroppedObject, RefusedError } from '@regpipe/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { startTestGateway, type TestAnswer, type TestGateway } from './testing/test-gateway.ts';

let gateway: TestGateway;
let sender: string;
let received: DroppedObject[];
let refusal: RefusedError | undefined;

beforeAll(async () => {
  gateway = await startTestGateway({
    callIntake: (object) => {
      received.push(object);
      if (refusal !== undefined) return Promise.reject(refusal);
      return Promise.resolve({ id: received.length, name: 'stats', known: false, status: 'waiting' });
    },
  });
  sender = await gateway.addToken('sender');
});
afterAll(() => gateway.close());
beforeEach(() => {
  received = [];
  refusal = undefined;
});

function tell(body: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> {
  return gateway.server.inject({
    method: 'POST',
    url: '/hooks/s3',
    // As the connection of the stack `ingest` sends it.
    headers: {
      authorization: `Bearer ${sender}`,
      'content-type': 'application/json; charset=utf-8',
      ...headers,
    },
    payload: JSON.stringify(body),
  });
}

function objectCreated(key: string): object {
  return {
    'detail-type': 'Object Created',
    source: 'aws.s3',
    detail: { bucket: { name: 'drops' }, object: { key, size: 5, etag: 'abc' } },
  };
}

describe('POST /hooks/s3', () => {
  test('passes an object on to the intake, and answers once that has taken note of it', async () => {
    const answer = await tell(objectCreated('incoming/統計 1.csv'));
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({
      drops: [{ id: 1, name: 'stats', known: false, status: 'waiting' }],
      ignored: [],
    });
    expect(received).toEqual([{ bucket: 'drops', key: 'incoming/統計 1.csv', etag: 'abc', bytes: 5 }]);
  });

  test('takes a notification of several objects, and ignores those that nobody has dropped', async () => {
    const record = (key: string) => ({
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: 'drops' }, object: { key, size: 1, eTag: 'e' } },
    });
    const keys = ['incoming/a.csv', 'processed/a.csv', 'incoming/', 'incoming/b.csv'];
    const answer = await tell({ Records: keys.map(record) });
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({
      drops: [{ id: 1 }, { id: 2 }],
      ignored: [
        { bucket: 'drops', key: 'processed/a.csv' },
        { bucket: 'drops', key: 'incoming/' },
      ],
    });
    expect(received.map(({ key }) => key)).toEqual(['incoming/a.csv', 'incoming/b.csv']);
  });

  test('has nothing to do with other news of a bucket', async () => {
    const answer = await tell({ ...objectCreated('incoming/a.csv'), 'detail-type': 'Object Deleted' });
    expect([answer.statusCode, answer.json()]).toEqual([202, { drops: [], ignored: [] }]);
  });

  test.each([{}, { hello: 'world' }, { 'detail-type': 'Object Created', detail: {} }, []])(
    'refuses what is no event: %j',
    async (body) => {
      const answer = await tell(body);
      expect(answer.statusCode).toBe(422);
      expect(answer.json()).toMatchObject({ code: 'REQUEST_INVALID' });
      expect(received).toEqual([]);
    },
  );

  test.each([
    ['INTAKE_UNAVAILABLE', 503],
    ['REQUEST_INVALID', 422],
  ] as const)('answers %s of the intake with %i, so that who has sent it knows', async (code, status) => {
    refusal = new RefusedError(code, 'Not now.');
    const answer = await tell(objectCreated('incoming/a.csv'));
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code });
  });

  test.each([
    ['nobody', 401],
    ['viewer', 403],
  ] as const)('is not for %s', async (who, status) => {
    const token = who === 'viewer' ? await gateway.addToken('viewer') : 'unknown';
    const answer = await tell(objectCreated('incoming/a.csv'), { authorization: `Bearer ${token}` });
    expect(answer.statusCode).toBe(status);
    expect(received).toEqual([]);
  });
});
