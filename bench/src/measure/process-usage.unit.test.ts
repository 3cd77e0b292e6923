import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { listProcesses, parseStat, readMemory, treeCpuSeconds } from './process-usage.ts';

test('a name with blanks and brackets does not shift the fields', () => {
  const stat = '42 (postgres: a) b) S 7 42 42 0 -1 4194560 100 200 0 0 150 50 25 25 20 0 1 0 100';
  expect(parseStat(stat)).toEqual({ pid: 42, parent: 7, cpuSeconds: 2.5 });
});

test('a tree is the process and all below it', () => {
  const processes = [
    { pid: 1, parent: 0, cpuSeconds: 100 },
    { pid: 2, parent: 1, cpuSeconds: 1 },
    { pid: 3, parent: 2, cpuSeconds: 2 },
    { pid: 4, parent: 3, cpuSeconds: 4 },
    { pid: 5, parent: 1, cpuSeconds: 8 },
  ];
  expect(treeCpuSeconds(2, processes)).toBe(7);
});

test('this process has memory, CPU and a parent; one that is gone has no memory', async () => {
  const memory = await readMemory(process.pid);
  expect(memory?.rssMb).toBeGreaterThan(10);
  expect(memory?.peakMb).toBeGreaterThanOrEqual((memory?.rssMb ?? 0) * 0.99);
  const own = (await listProcesses()).find(({ pid }) => pid === process.pid);
  expect(own?.parent).toBe(process.ppid);
  expect(own?.cpuSeconds).toBeGreaterThan(0);
  expect(await readMemory(spawnSync('true').pid)).toBeUndefined();
});
