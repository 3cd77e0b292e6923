import { type CleanChunk, encodeChunkHeaders, type Headers } from '@regpipe/contracts';

/** A clean chunk of job 7. */
export function sampleChunk(changes: Partial<CleanChunk> = {}): CleanChunk {
  return {
    jobId: 7,
    dataset: 'plants',
    attempt: 1,
    mode: 'full',
    chunk: 3,
    part: 1,
    parts: 1,
    firstRecord: 300,
    records: 100,
    firstLine: 302,
    lines: 100,
    byteOffset: 3_000,
    rawBytes: 1_000,
    crc32: 4_000_000_000,
    loaded: 90,
    failed: 8,
    blank: 2,
    warnings: { WILTED: 4 },
    sections: [{ name: 'plant', bytes: 5 }],
    ...changes,
  };
}

export function sampleHeaders(chunk: CleanChunk): Headers {
  return { ...encodeChunkHeaders(chunk), 'Nats-Msg-Id': 'clean.7.1.3.1' };
}
