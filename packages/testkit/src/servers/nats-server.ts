import type { NatsUser, NatsUserOptions } from '@regpipe/stack';

export interface NatsServerOptions {
  /** For the server's files; there already, and removed by whoever made it. */
  readonly directory: string;
  readonly port: number;
  /** Of a server in a container, up to its first restart. */
  readonly logFile: string;
  readonly users?: NatsUserOptions;
}

/** A nats-server on loopback, wherever it runs. */
export interface NatsServer {
  /** Of who may do everything. */
  readonly url: string;
  /** With the name and password of a user. */
  urlOf(user: NatsUser): string;
  /** Ends it (SIGKILL when `hard`) and starts it on the same port, with the same store unless it is to be wiped. */
  restart(options: RestartOptions): Promise<void>;
  stop(): Promise<void>;
}

export interface RestartOptions {
  readonly hard: boolean;
  readonly wipe: boolean;
}
