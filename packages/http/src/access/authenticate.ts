import { isAllowed, RefusedError } from '@regpipe/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { checkCsrfToken, isChanging } from './check-origin.ts';
import type { GuessLimit } from './guess-limit.ts';
import type { Credential, Identity } from './identity.ts';
import type { Keyring } from './keyring.ts';
import { readCredential } from './read-credential.ts';
import { accessOf } from './route-access.ts';

export interface AuthenticateOptions {
  /** Whether a session's cookie opens anything here. */
  readonly sessions: boolean;
  readonly keyring: Keyring;
  readonly guesses: Readonly<Record<Credential['kind'], GuessLimit>>;
  readonly limitRequests: (request: FastifyRequest) => Promise<void>;
}

const NO_TOKEN_YET =
  'No token exists yet: start the gateway with REGPIPE_API_TOKEN set, then make others with ./run token add.';

/** A hook that lets a request pass to routes that its token, or its session's, has the role for. */
export function authenticate({ sessions, keyring, guesses, limitRequests }: AuthenticateOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const access = accessOf(request);
    const credential = access === 'open' ? undefined : credentialOf(request);
    if (credential !== undefined) request.identity = await identify(credential, request);
    await limitRequests(request);
    if (access === 'open') return;
    const { identity } = request;
    if (identity === null) throw await unauthorized(credential, reply);
    if (!isAllowed(identity.role, access)) {
      throw new RefusedError(
        'FORBIDDEN',
        `This needs the role ${access}; "${identity.name}" is a ${identity.role}.`,
      );
    }
    if (identity.credential.kind === 'session' && isChanging(request)) {
      checkCsrfToken(request, identity.credential.secret);
    }
  };

  function credentialOf({ headers }: FastifyRequest): Credential | undefined {
    const credential = readCredential(headers);
    return credential?.kind === 'session' && !sessions ? undefined : credential;
  }

  /** Who is known is let in also while others guess from the same address. */
  async function identify(credential: Credential, request: FastifyRequest): Promise<Identity | null> {
    const limit = guesses[credential.kind];
    if (!keyring.isProven(credential)) await limit.check(request);
    const { withoutDatabase = false } = request.routeOptions.config;
    const identity = await (withoutDatabase
      ? keyring.identifyAnyway(credential)
      : keyring.identify(credential));
    if (identity === undefined) await limit.count(request);
    return identity ?? null;
  }

  async function unauthorized(given: Credential | undefined, reply: FastifyReply): Promise<RefusedError> {
    reply.header('www-authenticate', challenge(given));
    if (!(await keyring.hasAdmin())) return new RefusedError('UNAUTHORIZED', NO_TOKEN_YET);
    return new RefusedError('UNAUTHORIZED', REASONS[given?.kind ?? 'none']);
  }
}

const REASONS = {
  none: 'This needs a bearer token.',
  token: 'The bearer token is not one that opens this, or no longer.',
  session: 'The session has ended: sign in again.',
} as const;

function challenge(given: Credential | undefined): string {
  return given?.kind === 'token' ? 'Bearer realm="regpipe", error="invalid_token"' : 'Bearer realm="regpipe"';
}
