import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { errorMessage } from '@regpipe/contracts';

import type { Cli } from '../cli.ts';
import { CliError } from '../cli-error.ts';
import { readCertificates } from './read-certificates.ts';

/** Where the image takes the authorities from whose certificates RDS has. */
export const RDS_CA_FILE = 'ops/aws/rds-ca.pem';

const DAY_MS = 86_400_000;
const RENEWED_AFTER_MS = 30 * DAY_MS;
const FETCH_LIMIT_MS = 30_000;

export interface RdsCaOptions {
  /** Of the clone. */
  readonly directory: string;
  readonly url: string;
  readonly signal: AbortSignal;
}

/** The bundle that AWS has for a region. */
export function rdsCaUrl(region: string): string {
  return `https://truststore.pki.rds.amazonaws.com/${region}/${region}-bundle.pem`;
}

/**
 * Sees to it that the image gets the authorities of RDS: fetches them where there are none, or old ones.
 *
 * @throws CliError RDS_CA_MISSING where they cannot be had, and none are there
 */
export async function ensureRdsCa({ messages, output }: Cli, options: RdsCaOptions): Promise<void> {
  const words = messages.deployment;
  const { directory, url, signal } = options;
  const file = join(directory, RDS_CA_FILE);
  const shown = relative(directory, file);
  const kept = await readKept(file);
  if (kept !== undefined && kept.ageMs < RENEWED_AFTER_MS) {
    output.line(words.caIsThere(kept.count, shown));
    return;
  }
  output.line(words.caFetching(url));
  try {
    const pem = await download(url, signal);
    const read = readCertificates(pem);
    if ('problem' in read) throw new TypeError(words[read.problem]);
    await replaceFile(file, pem);
    output.line(words.caFetched(read.count, shown));
  } catch (cause) {
    signal.throwIfAborted();
    const reason = reasonOf(cause);
    if (kept !== undefined) output.line(output.style('yellow', words.caKept(reason, shown)));
    else {
      const message = words.caMissing(url, reason);
      throw new CliError({ code: 'RDS_CA_MISSING', message, next: words.caMissingNext(shown), cause });
    }
  }
}

/** Undefined where there is none, or none that can be used. */
async function readKept(
  file: string,
): Promise<{ readonly count: number; readonly ageMs: number } | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  const read = readCertificates(await readFile(file, 'utf8'));
  return 'problem' in read ? undefined : { count: read.count, ageMs: Date.now() - found.mtimeMs };
}

async function download(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(FETCH_LIMIT_MS)]),
  });
  if (!response.ok) throw new TypeError(`HTTP ${response.status}`);
  return response.text();
}

/** At once: what was there before is whole until then. */
async function replaceFile(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, content);
  await rename(temporary, file);
}

/** `fetch` says "fetch failed", and why in the cause. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? reasonOf(error.cause) : errorMessage(error);
}
