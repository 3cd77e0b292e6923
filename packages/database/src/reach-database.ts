import { errorMessage, isTlsFailure, TerminalError } from '@regpipe/contracts';

import type { Database } from './connect-database.ts';
import { sqlState } from './transient.ts';

/** A file that the URL names, such as sslrootcert, cannot be read. */
const UNREADABLE: ReadonlySet<string | undefined> = new Set(['ENOENT', 'EACCES', 'EISDIR']);
/** pg has no code for it. */
const NO_TLS = 'does not support SSL';

/**
 * Connects once, to tell a server that cannot be trusted from one that is away.
 *
 * @throws TerminalError SERVER_TLS with what is wrong; other failures as pg throws them
 */
export async function reachDatabase(database: Database): Promise<void> {
  try {
    await database.pool.query('SELECT 1');
  } catch (cause) {
    const untrusted =
      isTlsFailure(cause) || UNREADABLE.has(sqlState(cause)) || errorMessage(cause).includes(NO_TLS);
    if (!untrusted) throw cause;
    throw new TerminalError('SERVER_TLS', `No TLS connection to PostgreSQL: ${errorMessage(cause)}.`, {
      cause,
    });
  }
}
