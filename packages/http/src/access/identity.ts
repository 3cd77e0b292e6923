import type { Role } from '@regpipe/contracts';

/** What a client shows to be let in. */
export interface Credential {
  readonly kind: 'token' | 'session';
  /** The token itself, or the id of a session. */
  readonly secret: string;
}

/** Who asks. */
export interface Identity {
  /** Of the token; what is done stands in the log under it. */
  readonly name: string;
  readonly role: Role;
  /** Null for the token of the environment, which is in no table. */
  readonly tokenId: number | null;
  readonly credential: Credential;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null at open routes, and for who was not let in. */
    identity: Identity | null;
  }
}
