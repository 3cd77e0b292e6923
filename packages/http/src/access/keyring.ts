import { timingSafeEqual } from 'node:crypto';

import { ENVIRONMENT_TOKEN, errorMessage } from '@regpipe/contracts';
import {
  type ActiveToken,
  type Database,
  extendSession,
  findSession,
  findToken,
  hasAdminToken,
  touchToken,
} from '@regpipe/database';
import type { Logger, Secret } from '@regpipe/runtime';

import type { Credential, Identity } from './identity.ts';
import { ShortMemory } from './short-memory.ts';
import { digestOf, proofOf } from './secrets.ts';

/** Sliding: from the last use. */
export const SESSION_LIFETIME_S = 12 * 60 * 60;

/** How long a revoked token may still open a process other than the one that revoked it. */
const MEMORY_MS = 3_000;
const MOST_REMEMBERED = 1_000;
/** How long a credential that was good counts as no guess; that it still is good is looked up all the same. */
const PROVEN_MS = 10 * 60_000;
/** How long a look-up may take before who is remembered is let in without it, where that may be. */
const PATIENCE_MS = 2_000;

export interface KeyringOptions {
  readonly database: Database;
  /** An admin's, from the environment: the way in when the table holds no token. */
  readonly environmentToken: Secret | undefined;
  readonly log: Logger;
}

/** Knows whose a token or a session is. */
export class Keyring {
  readonly #database: Database;
  readonly #log: Logger;
  /** Only the digest: a memory dump must not give the token away. */
  readonly #environmentDigest: Buffer | undefined;
  readonly #identities = new ShortMemory<Identity | undefined>(MEMORY_MS, MOST_REMEMBERED);
  readonly #proven = new ShortMemory<Identity>(PROVEN_MS, MOST_REMEMBERED);
  readonly #existence = new ShortMemory<boolean>(MEMORY_MS, 1);

  constructor({ database, environmentToken, log }: KeyringOptions) {
    this.#database = database;
    this.#log = log;
    this.#environmentDigest = environmentToken && digestOf(environmentToken.reveal());
  }

  get hasEnvironmentToken(): boolean {
    return this.#environmentDigest !== undefined;
  }

  /** Undefined for a credential that opens nothing (any more). Remembered for a few seconds. */
  identify(credential: Credential): Promise<Identity | undefined> {
    const key = keyOf(credential);
    return this.#identities.recall(key, async () => {
      const digest = digestOf(credential.secret);
      const identity =
        credential.kind === 'token'
          ? await this.#identifyToken(credential, digest)
          : await this.#identifySession(credential, digest);
      this.#proven.forget(key);
      if (identity !== undefined) await this.#proven.recall(key, () => Promise.resolve(identity));
      return identity;
    });
  }

  /**
   * The same, but who was known some minutes ago is known also while the database is away, for as long as they keep
   * coming back. For routes that are to answer all the same, and tell nothing that a revoked token must not know.
   */
  async identifyAnyway(credential: Credential): Promise<Identity | undefined> {
    const key = keyOf(credential);
    const known = await this.#proven.peek(key);
    const looked = this.identify(credential);
    if (known === undefined) return looked;
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(reject, PATIENCE_MS);
    try {
      return await Promise.race([looked, tooLate]);
    } catch {
      this.#proven.forget(key);
      return await this.#proven.recall(key, () => Promise.resolve(known));
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether this credential was good some minutes ago: then nobody is guessing it. */
  isProven(credential: Credential): boolean {
    return this.#proven.peek(keyOf(credential)) !== undefined;
  }

  /** Looks everything up anew from now on: after a token or a session has ended. */
  forget(): void {
    this.#identities.clear();
    this.#existence.clear();
  }

  /** Whether anybody at all could manage tokens. */
  hasAdmin(): Promise<boolean> {
    if (this.hasEnvironmentToken) return Promise.resolve(true);
    return this.#existence.recall('admin', () => hasAdminToken(this.#database.pool));
  }

  /** Binds a session to the token of the environment, for as long as that stays the same. */
  environmentProof(sessionId: string): Buffer | undefined {
    return this.#environmentDigest && proofOf(this.#environmentDigest, sessionId);
  }

  async #identifyToken(credential: Credential, digest: Buffer): Promise<Identity | undefined> {
    if (equal(digest, this.#environmentDigest)) return ofEnvironment(credential);
    const token = await findToken(this.#database.pool, digest);
    if (token === undefined) return undefined;
    await this.#note(touchToken(this.#database.pool, token.id));
    return ofToken(token, credential);
  }

  async #identifySession(credential: Credential, digest: Buffer): Promise<Identity | undefined> {
    const session = await findSession(this.#database.pool, digest);
    if (session === undefined) return undefined;
    if ('environmentProof' in session) {
      if (!equal(session.environmentProof, this.environmentProof(credential.secret))) return undefined;
    } else await this.#note(touchToken(this.#database.pool, session.token.id));
    await this.#note(extendSession(this.#database.pool, digest, SESSION_LIFETIME_S));
    return 'token' in session ? ofToken(session.token, credential) : ofEnvironment(credential);
  }

  /** Nobody is kept out because a time of use could not be written. */
  async #note(writing: Promise<void>): Promise<void> {
    await writing.catch((error: unknown) =>
      this.#log.warn({ event: 'token_use_not_noted', err: error }, errorMessage(error)),
    );
  }
}

function keyOf({ kind, secret }: Credential): string {
  return `${kind}:${digestOf(secret).toString('base64')}`;
}

function equal(given: Buffer, expected: Buffer | undefined): boolean {
  return expected !== undefined && timingSafeEqual(given, expected);
}

function ofEnvironment(credential: Credential): Identity {
  return { name: ENVIRONMENT_TOKEN, role: 'admin', tokenId: null, credential };
}

function ofToken({ id, name, role }: ActiveToken, credential: Credential): Identity {
  return { name, role, tokenId: id, credential };
}
