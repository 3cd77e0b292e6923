import { randomBytes } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { isPacked, packPayload, unpackPayload } from './pack-payload.ts';

const TEXT = Buffer.from('新北市新店區福德里,62707391,展泰明電子股份有限公司\n'.repeat(2_000));

describe('a payload', () => {
  test('comes back as it was, from fewer bytes, beside its other headers', () => {
    const { data, headers } = packPayload(TEXT);
    expect(data.length).toBeLessThan(TEXT.length / 4);
    expect(isPacked(headers)).toBe(true);
    const unpacked = unpackPayload(Buffer.from(data), { ...headers, 'Regpipe-Chunk': '{}' });
    expect(unpacked.data.equals(TEXT)).toBe(true);
    expect(unpacked.headers).toEqual({ 'Regpipe-Chunk': '{}' });
  });

  test.each([
    ['too short to be worth it', Buffer.from('short')],
    ['that does not shrink', randomBytes(100_000)],
    ['of nothing', Buffer.alloc(0)],
  ])('%s is sent as it is: what fits uncompressed always fits', (_what, payload) => {
    const { data, headers } = packPayload(payload);
    expect([data, isPacked(headers)]).toEqual([payload, false]);
  });
});

describe('a damaged payload is refused', () => {
  const packed = packPayload(TEXT);
  const LENGTH = 'Regpipe-Payload-Bytes';

  test.each([
    ['bytes that are not zstd', randomBytes(500), packed.headers],
    ['a part of it', Buffer.from(packed.data).subarray(0, packed.data.length / 2), packed.headers],
    ['another length', Buffer.from(packed.data), { ...packed.headers, [LENGTH]: String(TEXT.length - 1) }],
    [
      'a length beyond all messages',
      Buffer.from(packed.data),
      { ...packed.headers, [LENGTH]: '99999999999' },
    ],
    ['no length', Buffer.from(packed.data), { 'Content-Encoding': 'zstd' }],
  ])('%s', (_what, data, headers) => {
    expect(() => unpackPayload(data, headers)).toThrow(
      expect.objectContaining({ name: 'TerminalError', code: 'MESSAGE_INVALID' }),
    );
  });
});
