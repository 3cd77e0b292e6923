import type { Stack } from '@regpipe/stack';

import { repeatEvery } from './repeat-every.ts';
import { listProcesses, readMemory, treeCpuSeconds } from './process-usage.ts';
import type { Usage } from '../results.ts';

/** Often enough to see a peak, seldom enough to cost nothing: some reads of /proc. */
const SAMPLE_MS = 200;

/** Resident memory of a process over time. */
export interface MemorySeries {
  readonly name: string;
  readonly samples: readonly { readonly seconds: number; readonly mb: number }[];
}

export interface WatchedUsage extends Usage {
  readonly memory: readonly MemorySeries[];
}

interface Watched {
  readonly name: string;
  readonly pid: number;
}

/**
 * Runs `work`, and tells what the stack's processes used meanwhile. CPU is that of the time of `work`, summed over the
 * replicas of a service; PostgreSQL's is that of all its sessions. A peak is that of a process's life and the highest
 * of any replica. PostgreSQL's memory is left out: each session's counts the shared buffers again.
 */
export async function watchUsage<T>(
  stack: Stack,
  work: () => Promise<T>,
): Promise<{ result: T; usage: WatchedUsage }> {
  const watched = processesOf(stack);
  const samples = new Map(watched.map(({ pid }) => [pid, [] as { seconds: number; mb: number }[]]));
  const peaks = new Map<string, number>();
  const started = performance.now();
  const sample = async () => {
    const seconds = (performance.now() - started) / 1000;
    await Promise.all(
      watched.map(async ({ name, pid }) => {
        const memory = await readMemory(pid);
        if (memory === undefined) return;
        samples.get(pid)?.push({ seconds, mb: memory.rssMb });
        peaks.set(name, Math.max(peaks.get(name) ?? 0, memory.peakMb));
      }),
    );
  };
  const before = await cpuByName(stack, watched);
  const sampling = repeatEvery(SAMPLE_MS, sample);
  let result: T;
  try {
    result = await work();
  } finally {
    await sampling.stop();
  }
  await sample();
  const after = await cpuByName(stack, watched);
  const cpu = Object.entries(after).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)]);
  return {
    result,
    usage: {
      cpu_seconds: Object.fromEntries(cpu) as Record<string, number>,
      peak_rss_mb: Object.fromEntries(peaks),
      memory: watched.map(({ name, pid }) => ({ name, samples: samples.get(pid) ?? [] })),
    },
  };
}

/** Services and nats-server; a replica has the name of its service. */
function processesOf(stack: Stack): Watched[] {
  const services = stack.services.map(({ service, pid = 0 }) => ({ name: service, pid }));
  const { nats } = stack.serverPids;
  return nats === undefined ? services : [...services, { name: 'nats-server', pid: nats }];
}

async function cpuByName(stack: Stack, watched: readonly Watched[]): Promise<Record<string, number>> {
  const processes = await listProcesses();
  const { postgres } = stack.serverPids;
  const roots = postgres === undefined ? watched : [...watched, { name: 'postgres', pid: postgres }];
  const sums: Record<string, number> = {};
  for (const { name, pid } of roots) sums[name] = (sums[name] ?? 0) + treeCpuSeconds(pid, processes);
  return sums;
}
