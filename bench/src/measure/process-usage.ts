import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ProcessUsage {
  readonly pid: number;
  readonly parent: number;
  /** User and system time so far, that of ended and awaited children included where the system tells it. */
  readonly cpuSeconds: number;
}

export interface ProcessMemory {
  /** Resident now. */
  readonly rssMb: number;
  /** Highest so far; of the moments looked at only, where the system keeps no such mark. */
  readonly peakMb: number;
}

const TICKS_PER_SECOND = 100;
const MB = 1e6;
const KIB = 1024;

/** The memory of a process, from Linux's /proc or from `ps`; undefined when it is gone. */
export async function readMemory(pid: number): Promise<ProcessMemory | undefined> {
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
    const rssMb = (Number(stdout) * KIB) / MB;
    return stdout.trim() === '' ? undefined : { rssMb, peakMb: rssMb };
  }
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kibOf = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]);
  const rssMb = (kibOf('VmRSS') * KIB) / MB;
  return Number.isNaN(rssMb) ? undefined : { rssMb, peakMb: (kibOf('VmHWM') * KIB) / MB };
}

/** Every process of the machine. */
export async function listProcesses(): Promise<ProcessUsage[]> {
  if (process.platform !== 'linux') return listByPs();
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats.filter((stat) => stat !== '').map(parseStat);
}

/** One line of /proc/<pid>/stat. */
export function parseStat(stat: string): ProcessUsage {
  // The name in brackets may hold blanks and brackets; the fields behind it do not.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const at = (index: number) => Number(fields[index] ?? 0);
  // utime, stime, cutime, cstime: fields 14 to 17 of the line.
  const ticks = at(11) + at(12) + at(13) + at(14);
  return { pid: Number.parseInt(stat, 10), parent: at(1), cpuSeconds: ticks / TICKS_PER_SECOND };
}

/** CPU of a process and of everything that it has started. */
export function treeCpuSeconds(root: number, processes: readonly ProcessUsage[]): number {
  const own = processes.find(({ pid }) => pid === root)?.cpuSeconds ?? 0;
  const children = processes.filter(({ parent }) => parent === root);
  return children.reduce((sum, child) => sum + treeCpuSeconds(child.pid, processes), own);
}

/** Knows nothing of ended children: PostgreSQL's sessions that come and go are missing there. */
async function listByPs(): Promise<ProcessUsage[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,time=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, time = ''] = line.trim().split(/\s+/);
      // [[hours:]minutes:]seconds
      const cpuSeconds = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
      return { pid: Number(pid), parent: Number(parent), cpuSeconds };
    });
}
