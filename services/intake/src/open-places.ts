import { directoryStore, s3Store } from '@regpipe/object-store';
import { type Lifecycle, s3Access } from '@regpipe/runtime';
import type { z } from 'zod';

import type { configSchema } from './config.ts';
import type { Place } from './watch-place.ts';

type Config = Readonly<z.output<typeof configSchema>>;

/** The places that files are dropped into, as the settings name them: a directory, a bucket, both or none. */
export function openPlaces(config: Config, lifecycle: Pick<Lifecycle, 'onStop'>): Place[] {
  return [...openDirectory(config), ...openBucket(config, lifecycle)];
}

function openDirectory(config: Config): Place[] {
  const { REGPIPE_DROP_DIRECTORY: directory, REGPIPE_DROP_SETTLE_MS: settleMs } = config;
  if (directory === undefined) return [];
  return [{ store: directoryStore({ directory, settleMs }), everyMs: config.REGPIPE_INTAKE_POLL_MS }];
}

function openBucket(config: Config, lifecycle: Pick<Lifecycle, 'onStop'>): Place[] {
  const { REGPIPE_S3_BUCKET: bucket, REGPIPE_S3_POLL_S: pollS } = config;
  if (bucket === undefined) return [];
  const store = s3Store({ bucket, ...s3Access(config) });
  lifecycle.onStop('bucket', () => {
    store.close();
  });
  return [{ store, everyMs: pollS === 0 ? null : pollS * 1_000 }];
}
