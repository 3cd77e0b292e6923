import type { Keyring } from '@regpipe/http';
import type { FastifyRequest } from 'fastify';

const RECHECK_MS = 3_000;

/** A signal that aborts once the request's token or session no longer opens the API; looked at until `until` aborts. */
export function watchCredential(keyring: Keyring, request: FastifyRequest, until: AbortSignal): AbortSignal {
  const revoked = new AbortController();
  const { identity } = request;
  if (identity === null || until.aborted) return revoked.signal;
  const timer = setInterval(() => {
    keyring.identify(identity.credential).then(
      (found) => {
        if (found === undefined) revoked.abort();
      },
      // The database is away: that says nothing about the token.
      () => undefined,
    );
  }, RECHECK_MS);
  until.addEventListener('abort', () => clearInterval(timer), { once: true });
  return revoked.signal;
}
