import { RegpipeError } from '@regpipe/contracts';
import { createSourcePolicy, type SourcePolicy, sourceSettingsSchema } from '@regpipe/source-policy';
import { onTestFinished } from 'vitest';

import { type OpenedSource, openSource, type SourceOptions, type SourceRequest } from '../open-source.ts';

export interface Warning {
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

/** The policy that settings make, without hosts of data sets. */
export function policyOf(settings: Readonly<Record<string, string>>): SourcePolicy {
  return createSourcePolicy(sourceSettingsSchema.parse(settings), []);
}

/** Servers and files of this machine. */
export const LOCAL_POLICY = policyOf({
  REGPIPE_SOURCE_HOSTS: '127.0.0.1:*',
  REGPIPE_SOURCE_PRIVATE_HOSTS: '127.0.0.1',
  REGPIPE_SOURCE_DIRECTORY: '/',
});

/** Options with short waits; what is logged lands in `warnings`. */
export function testOptions(more: Partial<SourceOptions> = {}, warnings: Warning[] = []): SourceOptions {
  return {
    policy: LOCAL_POLICY,
    s3: { region: 'ap-northeast-1', forcePathStyle: true },
    maxBytes: Number.MAX_SAFE_INTEGER,
    signal: new AbortController().signal,
    timeoutMs: 5000,
    retryDelaysMs: [1, 1, 1],
    log: { warn: (fields, message) => void warnings.push({ fields: { ...fields }, message }) },
    ...more,
  };
}

export const FROM_START: SourceRequest = { offset: 0, identity: null };

/** Opens a source that is closed when the test ends, read or not. */
export async function openForTest(
  location: string,
  request: SourceRequest = FROM_START,
  options: SourceOptions = testOptions(),
): Promise<OpenedSource> {
  const source = await openSource(location, request, options);
  onTestFinished(() => source.close());
  return source;
}

export async function readAll(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Opens and reads to the end. */
export async function readSource(
  location: string,
  request: SourceRequest = FROM_START,
  options: SourceOptions = testOptions(),
): Promise<Buffer> {
  const source = await openSource(location, request, options);
  return readAll(source.bytes);
}

/** The error that the work ends with; it has to be one of ours. */
export async function failureOf(work: Promise<unknown>): Promise<RegpipeError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof RegpipeError) return error;
    throw new Error('it failed with a foreign error', { cause: error });
  }
  throw new Error('it did not fail');
}

/** CSV-like bytes, always the same, that compress about as well as a register does. */
export function sampleCsv(length: number): Buffer {
  let state = 12345;
  let text = '統一編號,營業人名稱,營業地址\n';
  while (text.length < length) {
    state = (state * 1103515245 + 12345) % 2147483648;
    text += `${String(state).padStart(10, '0')},股份有限公司${state % 977},臺北市中正區${state % 613}號\n`;
  }
  return Buffer.from(text).subarray(0, length);
}
