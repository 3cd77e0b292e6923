/** A PostgreSQL on loopback, wherever it runs. */
export interface PostgresServer {
  /** Of an administrator, in a database of its own. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Nothing outlives a run of the tests: what makes a power failure safe only makes them slow. */
export const UNSAFE_BUT_FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};
