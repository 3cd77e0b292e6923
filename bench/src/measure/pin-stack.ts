import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

import type { Stack } from '@regpipe/stack';

import { listProcesses, type ProcessUsage } from './process-usage.ts';

const run = promisify(execFile);

/** How many cores processes can be pinned to; 0 where there is no `taskset`. */
export async function countPinnableCores(): Promise<number> {
  if (process.platform !== 'linux') return 0;
  return run('taskset', ['--version']).then(availableParallelism, () => 0);
}

/**
 * Pins services and servers with all their threads to the first cores. What they start later, such as PostgreSQL's
 * sessions, stays there with them.
 */
export async function pinStack(stack: Stack, cores: number): Promise<void> {
  const allowed = await allowedCores();
  const { postgres, nats } = stack.serverPids;
  const roots = [...stack.services.map(({ pid }) => pid), postgres, nats].filter((pid) => pid !== undefined);
  const processes = await listProcesses();
  for (const pid of roots.flatMap((root) => treeOf(root, processes))) {
    const list = allowed.slice(0, cores).join(',');
    // One that has ended meanwhile needs no pinning.
    await run('taskset', ['--all-tasks', '--cpu-list', '--pid', list, String(pid)]).catch(() => undefined);
  }
}

/** The cores that this process may use: in a container not always the first ones. */
async function allowedCores(): Promise<number[]> {
  const { stdout } = await run('taskset', ['--cpu-list', '--pid', String(process.pid)]);
  return expandCoreList(stdout.slice(stdout.lastIndexOf(':') + 1));
}

/** `0-2,5` → 0, 1, 2, 5 */
export function expandCoreList(text: string): number[] {
  return text
    .trim()
    .split(',')
    .flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
}

function treeOf(root: number, processes: readonly ProcessUsage[]): number[] {
  const children = processes.filter(({ parent }) => parent === root);
  return [root, ...children.flatMap(({ pid }) => treeOf(pid, processes))];
}
