import { errorMessage, TerminalError } from '@regpipe/contracts';

import type { Database } from './connect-database.ts';
import { sqlState } from './transient.ts';

/** How OpenSSL and Node name what is wrong with a certificate, a handshake, or a file that the URL names. */
const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO$|ENOENT$|EACCES$)/;
/** pg has no code for it. */
const NO_TLS = /does not support SSL/;

/**
 * Connects once, to tell a server that cannot be trusted from one that is away.
 *
 * @throws TerminalError SERVER_TLS with what is wrong; other failures as pg throws them
 */
export async function reachDatabase(database: Database): Promise<void> {
  try {
    await database.pool.query('SELECT 1');
  } catch (cause) {
    if (!TLS_CODE.test(sqlState(cause) ?? '') && !NO_TLS.test(errorMessage(cause))) throw cause;
    throw new TerminalError('SERVER_TLS', `No TLS connection to PostgreSQL: ${errorMessage(cause)}.`, {
      cause,
    });
  }
}
