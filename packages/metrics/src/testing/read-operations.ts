import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';

/** The folder of what is run beside regpipe. */
export const OPERATIONS = fileURLToPath(new URL('../../../../ops', import.meta.url));

/** @param path below `ops` */
export async function readYaml<T>(path: string): Promise<T> {
  return parse(await readFile(`${OPERATIONS}/${path}`, 'utf8'), { merge: true }) as T;
}

/** @param path below `ops` */
export async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(`${OPERATIONS}/${path}`, 'utf8')) as T;
}
