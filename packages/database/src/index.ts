export {
  type Connection,
  connectDatabase,
  type Database,
  type DatabaseLog,
  type DatabaseOptions,
  type Queryable,
} from './connect-database.ts';
export { inTransaction, withConnection } from './transaction.ts';
export { isTransient, sqlState } from './transient.ts';
export { migrate } from './migrate.ts';
export { getJob } from './jobs/get-job.ts';
