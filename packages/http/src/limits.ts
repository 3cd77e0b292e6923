/** What one client may ask of a server. */
export interface Limits {
  /** Of a token, or of an address that shows none. */
  readonly requestsPerMinute: number;
  /** Of a token at routes that programs ask for each thing they do; as many as elsewhere where nothing is said. */
  readonly fastRequestsPerMinute?: number;
  /** For a request to arrive whole; answers may take as long as they need. */
  readonly requestTimeoutMs: number;
}

export const BODY_LIMIT_BYTES = 64 * 1024;
export const HEADER_LIMIT_BYTES = 16 * 1024;
/** For the headers of a request. */
export const HEADERS_TIMEOUT_MS = 10_000;
/**
 * How long a connection without a request is kept for the next one. Longer than a proxy in front keeps it, which is 60
 * seconds by the usual defaults: else it is closed in the moment in which the proxy sends a request along it (a 502).
 */
export const KEEP_ALIVE_MS = 75_000;
export const REQUEST_TIMEOUT_MS = 30_000;
