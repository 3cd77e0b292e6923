import type { Database } from '@regpipe/database';

import type { BusView } from '../gateway.ts';
import { BoundedReader } from './bounded-reader.ts';
import { type DatabaseFacts, readDatabaseFacts, type Reading, type StreamFacts } from './read-facts.ts';

/** Prometheus gives up after ten seconds. */
const READ_LIMIT_MS = 3_000;

/**
 * What PostgreSQL and JetStream say of the whole system, read anew for whoever asks and shared by those that ask at once.
 * It answers within seconds whoever is away, and then without that one's facts.
 */
export class SystemFacts {
  readonly #database: BoundedReader<DatabaseFacts>;
  readonly #streams: BoundedReader<StreamFacts>;

  /** @param database of its own, so that a server that hangs costs nobody else a connection */
  constructor(database: Database, bus: Pick<BusView, 'lookAtStreams'>) {
    this.#database = new BoundedReader(() => readDatabaseFacts(database), READ_LIMIT_MS);
    this.#streams = new BoundedReader(() => bus.lookAtStreams(), READ_LIMIT_MS);
  }

  async read(): Promise<{ database: Reading<DatabaseFacts>; streams: Reading<StreamFacts> }> {
    const [database, streams] = await Promise.all([this.#database.read(), this.#streams.read()]);
    return { database, streams };
  }
}
