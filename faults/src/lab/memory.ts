import { readFile } from 'node:fs/promises';

const KIB_PER_MIB = 1024;

/** The most memory that a process has ever had resident, in MiB; undefined where the system keeps no such mark. */
export async function peakMemoryMib(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kib === undefined ? undefined : Math.round(Number(kib) / KIB_PER_MIB);
}
