import type { ServiceProcess } from '@regpipe/stack';

import type { Restart } from '../results.ts';
import { nowMs } from '../serving/open-loop.ts';

/** Ends a replica and starts it again; gives when, counted from `startMs`. */
export async function restartReplica(
  replica: ServiceProcess,
  signal: Restart['signal'],
  startMs: number,
): Promise<Restart> {
  const at = (nowMs() - startMs) / 1_000;
  await (signal === 'SIGTERM' ? replica.stop() : replica.kill());
  await replica.start();
  return { signal, at, back_at: (nowMs() - startMs) / 1_000 };
}
