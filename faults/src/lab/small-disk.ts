import { execFile } from 'node:child_process';
import { chown, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { errorMessage } from '@regpipe/contracts';

import { NotPossibleError } from '../fault.ts';
import type { Lab } from './start-lab.ts';

const run = promisify(execFile);

export interface SmallDisk {
  /** Makes room. */
  enlarge(): Promise<void>;
  /** Has new tables made elsewhere again. What is on the disk stays there, until the laboratory is closed. */
  leave(): Promise<void>;
}

const TABLESPACE = 'small_disk';

/**
 * Puts new tables on a disk with room for next to nothing: a file system in memory, which root on Linux may mount.
 *
 * @throws NotPossibleError where it may not
 */
export async function mountSmallDisk(
  { directory, database, afterServers }: Lab,
  megabytes: number,
): Promise<SmallDisk> {
  const path = join(directory, 'small-disk');
  await mkdir(path, { recursive: true });
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
  } catch (error) {
    throw new NotPossibleError(`no file system can be mounted here: ${errorMessage(error)}`);
  }
  afterServers(async () => {
    await run('umount', ['-l', path]);
  });
  const owner = await stat(join(directory, 'postgres'));
  await chown(path, owner.uid, owner.gid);
  const { pool } = database;
  await pool.query(`CREATE TABLESPACE ${TABLESPACE} LOCATION '${path}'`);
  await pool.query(`GRANT CREATE ON TABLESPACE ${TABLESPACE} TO PUBLIC`);
  await setDefault(`= '${TABLESPACE}'`);
  return {
    enlarge: async () => {
      await run('mount', ['-o', 'remount,size=500m', path]);
    },
    leave: () => setDefault(`= ''`),
  };

  /** Sessions take a database's settings when they begin. */
  async function setDefault(value: string): Promise<void> {
    const { rows } = await pool.query<{ name: string }>('SELECT quote_ident(current_database()) AS name');
    await pool.query(`ALTER DATABASE ${rows[0]?.name ?? ''} SET default_tablespace ${value}`);
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name LIKE 'regpipe-%'`,
    );
  }
}
