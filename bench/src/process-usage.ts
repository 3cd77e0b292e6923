import { readFile } from 'node:fs/promises';

export interface ProcessUsage {
  readonly service: string;
  /** User and system time so far. */
  readonly cpuSeconds: number;
  /** Highest resident set so far, in MiB; null where the system does not tell. */
  readonly peakMiB: number | null;
}

const TICKS_PER_SECOND = 100;

/** What a process has used, from Linux's /proc; zero and null elsewhere. */
export async function processUsage(service: string, pid: number): Promise<ProcessUsage> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  // The name in brackets may hold blanks; the fields behind it do not. 14 and 15 are user and system time.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  return {
    service,
    cpuSeconds: ticks / TICKS_PER_SECOND,
    peakMiB: peak === undefined ? null : Number(peak) / 1024,
  };
}
