import { TerminalError } from '@regpipe/contracts';
import { type Database, hasAdminToken } from '@regpipe/database';
import type { Secret } from '@regpipe/runtime';

import { isLoopback } from './check-host.ts';

export interface ListenOptions {
  readonly host: string;
  /** The name of the setting that says `host`. */
  readonly setting: string;
  readonly environmentToken: Secret | undefined;
  readonly database: Database;
}

/**
 * Whoever lets others reach the API has said who may use it.
 *
 * @throws TerminalError CONFIG_INVALID for an address that others can reach while no token manages the rest
 */
export async function requireToken({
  host,
  setting,
  environmentToken,
  database,
}: ListenOptions): Promise<void> {
  if (isLoopback(host) || environmentToken !== undefined || (await hasAdminToken(database.pool))) return;
  throw new TerminalError(
    'CONFIG_INVALID',
    `${setting}: ${host} can be reached from elsewhere, and nothing guards it. Set REGPIPE_API_TOKEN; it may go ` +
      'once it was used to make an admin of the table: ./run token add NAME --role admin.',
  );
}
