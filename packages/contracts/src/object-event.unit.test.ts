import { describe, expect, test } from 'vitest';

import { readObjectEvent } from './object-event.ts';

function eventBridge(object: object, detailType = 'Object Created'): unknown {
  return {
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': detailType,
    source: 'aws.s3',
    account: '111122223333',
    time: '2026-11-12T00:00:00Z',
    region: 'ap-northeast-1',
    resources: ['arn:aws:s3:::stats'],
    detail: { version: '0', bucket: { name: 'stats' }, object, reason: 'PutObject' },
  };
}

function notification(...objects: readonly object[]): unknown {
  return {
    Records: objects.map((object) => ({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: 'stats', arn: 'arn:aws:s3:::stats' }, object },
    })),
  };
}

describe('an event of EventBridge', () => {
  test('names one object, its key as it is', () => {
    const event = eventBridge({
      key: 'incoming/a+b %E3.csv',
      size: 5,
      etag: 'b1946ac9',
      sequencer: '00617F',
    });
    expect(readObjectEvent(event)).toEqual({
      kind: 'created',
      objects: [{ bucket: 'stats', key: 'incoming/a+b %E3.csv', etag: 'b1946ac9', bytes: 5 }],
    });
  });

  test('of another kind names none', () => {
    expect(readObjectEvent(eventBridge({ key: 'a.csv' }, 'Object Deleted'))).toEqual({
      kind: 'created',
      objects: [],
    });
  });

  test.each([
    ['key', { size: 5, etag: 'e' }],
    ['key', { key: '', size: 5, etag: 'e' }],
    ['key', { key: 'a\0.csv', size: 5, etag: 'e' }],
    ['etag', { key: 'a.csv', size: 5 }],
    ['etag', { key: 'a.csv', size: 5, etag: '""' }],
    ['size', { key: 'a.csv', size: -1, etag: 'e' }],
  ])('without a usable %s is refused, which the reason says', (field, object) => {
    expect(readObjectEvent(eventBridge(object))).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(`detail.object.${field}`),
    });
  });
});

describe("S3's own notification", () => {
  test('names each object, its key decoded and its ETag without quotes', () => {
    const event = notification(
      { key: 'incoming/user+log%2B%E7%B5%B1%E8%A8%88.csv', size: 7, eTag: '"abc-2"' },
      { key: 'incoming/empty.csv', eTag: 'd41d8' },
    );
    expect(readObjectEvent(event)).toEqual({
      kind: 'created',
      objects: [
        { bucket: 'stats', key: 'incoming/user log+統計.csv', etag: 'abc-2', bytes: 7 },
        { bucket: 'stats', key: 'incoming/empty.csv', etag: 'd41d8', bytes: 0 },
      ],
    });
  });

  test('of a deletion, and the test event of a new notification, name none', () => {
    const deletion = {
      Records: [
        { eventName: 'ObjectRemoved:Delete', s3: { bucket: { name: 'stats' }, object: { key: 'a' } } },
      ],
    };
    const trial = { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'stats' };
    for (const event of [deletion, trial]) {
      expect(readObjectEvent(event)).toEqual({ kind: 'created', objects: [] });
    }
  });

  test.each([
    ['a key that is not encoded as it should be', { key: 'a%E3.csv', size: 1, eTag: 'e' }],
    ['a key that decodes to a NUL', { key: 'a%00.csv', size: 1, eTag: 'e' }],
    ['no eTag', { key: 'a.csv', size: 1 }],
  ])('with %s is refused', (_what, object) => {
    expect(readObjectEvent(notification(object))).toMatchObject({ kind: 'refused' });
  });
});

test.each([null, 'text', 1, [], {}, { Records: 'none' }, { 'detail-type': 'Object Created' }])(
  'anything else is refused: %j',
  (event) => {
    expect(readObjectEvent(event)).toMatchObject({ kind: 'refused' });
  },
);
