import { type Connection, connectDatabase, sqlState } from '@regpipe/database';

const MORE_THAN_THERE_ARE = 200;
const TOO_MANY_CONNECTIONS = '53300';

/**
 * Takes every connection that the server has to give, those that others hold included: they are made to let go.
 *
 * @returns what gives them back
 */
export async function takeAllConnections(url: string, letGo: () => void): Promise<() => Promise<void>> {
  const log = { warn: () => undefined };
  const database = connectDatabase({ url, applicationName: 'greedy', poolSize: MORE_THAN_THERE_ARE, log });
  const taken: Connection[] = [];
  let refusals = 0;
  // A connection that was cut is free for us as soon as the server has noticed.
  for (const rounds = 20; refusals < rounds;) {
    try {
      const connection = await database.pool.connect();
      connection.on('error', () => undefined);
      taken.push(connection);
    } catch (error) {
      if (sqlState(error) !== TOO_MANY_CONNECTIONS) throw error;
      refusals += 1;
      if (refusals === 1) letGo();
    }
  }
  return async () => {
    for (const connection of taken) connection.release(true);
    await database.close();
  };
}
