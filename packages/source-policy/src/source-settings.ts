import { isAbsolute } from 'node:path';

import { z } from 'zod';

import { OWN_HOSTS, parseHostRule } from './host-rules.ts';
import { parsePrivateRule } from './private-rules.ts';

const BUCKET = /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/i;

/** The settings that say where sources may be; the tracker and the fetcher have to be given the same. */
export const sourceSettingsSchema = z.object({
  REGPIPE_SOURCE_HOSTS: listOf(
    (entry) => (entry === OWN_HOSTS ? OWN_HOSTS : parseHostRule(entry)),
    `is no host, host:port, host:*, *.example.org, * or ${OWN_HOSTS}`,
  ).prefault(OWN_HOSTS),
  REGPIPE_SOURCE_PRIVATE_HOSTS: listOf(
    parsePrivateRule,
    'is no host, *.example.org, IP address or CIDR',
  ).prefault(''),
  REGPIPE_SOURCE_DIRECTORY: absolutePath().optional(),
  /** Where files are dropped, if into a directory: the intake is given the same. */
  REGPIPE_DROP_DIRECTORY: absolutePath().optional(),
  /** The only ones that sources are read from; the bucket that files are dropped into has to be among them. */
  REGPIPE_S3_BUCKETS: listOf(
    (entry) => (BUCKET.test(entry) ? entry : undefined),
    'is no name of a bucket',
  ).prefault(''),
});

export type SourceSettings = z.output<typeof sourceSettingsSchema>;

function absolutePath() {
  return z.string().refine(isAbsolute, 'must be an absolute path');
}

/** Entries separated by commas; every bad one is named. */
function listOf<T>(parse: (entry: string) => T | undefined, complaint: string) {
  return z.string().transform((text, context) => {
    const entries = text.split(',').map((entry) => entry.trim());
    return entries
      .filter((entry) => entry !== '')
      .flatMap((entry) => {
        const parsed = parse(entry);
        if (parsed !== undefined) return [parsed];
        context.addIssue({ code: 'custom', message: `"${entry}" ${complaint}` });
        return [];
      });
  });
}
