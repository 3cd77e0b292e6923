import { testDatabase, type TestDatabase } from '@regpipe/testkit';

import { connectDatabase, type Database } from '../connect-database.ts';
import { ensureProjection } from '../notifications/ensure-projection.ts';

export interface TestProjection {
  readonly own: TestDatabase;
  /** With the rights of a projector, and of a query service. */
  readonly projector: Database;
  readonly query: Database;
  close(): Promise<void>;
}

/** A database of its own with an empty projection. */
export async function openProjection(): Promise<TestProjection> {
  const own = await testDatabase();
  const log = { warn: () => undefined };
  const as = (role: 'projector' | 'query') =>
    connectDatabase({ url: own.roleUrls[role], applicationName: `test-${role}`, poolSize: 6, log });
  const [projector, query] = [as('projector'), as('query')];
  await ensureProjection(projector);
  return {
    own,
    projector,
    query,
    close: async () => {
      for (const database of [projector, query]) await database.close();
      await own.close();
    },
  };
}
