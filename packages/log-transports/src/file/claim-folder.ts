import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

/** Holds the id of the process that writes there. */
export const CLAIM = 'pid';
const MOST_ON_ONE_HOST = 100;

/**
 * Gives a process a folder of its own beside the file that the settings name, `<service>-<host>`: rotating is for one
 * process alone, and the containers of one service may share a volume. A second process of a service on the same host
 * gets `<service>-<host>-2`. A folder whose process is gone is taken over.
 *
 * @throws the error of the file system
 */
export async function claimFolder(file: string, service: string): Promise<string> {
  const first = join(dirname(file), `${service}-${hostname().replaceAll(/[^\w.-]/g, '_')}`);
  for (let number = 1; number < MOST_ON_ONE_HOST; number += 1) {
    const folder = number === 1 ? first : `${first}-${number}`;
    await mkdir(folder, { recursive: true });
    if (await claim(join(folder, CLAIM))) return folder;
  }
  return first;
}

async function claim(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  // In a container that has been started again the id is often the same as before.
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  if (holder !== process.pid && isAlive(holder)) return false;
  await rm(path, { force: true });
  return claim(path);
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
