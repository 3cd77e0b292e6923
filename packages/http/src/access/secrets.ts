import { createHash, createHmac, randomBytes } from 'node:crypto';

/*
 * Tokens and session ids are 256 random bits. What is kept of them is their SHA-256: a slow hash is for passwords, which
 * can be guessed. Looking a digest up in an index takes a time that depends on the digest, and whoever could measure it
 * would learn something of a hash and nothing of a token.
 */

const SECRET_BYTES = 32;

/** Lets people, and programs that look for leaked secrets, see what it is. */
export const TOKEN_PREFIX = 'rp_';

export function newToken(): string {
  return TOKEN_PREFIX + newSecret();
}

export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** SHA-256. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** HMAC-SHA-256. */
export function proofOf(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** What a page sends back to show that it is ours. It follows from the session id, which no other site can read. */
export function csrfTokenOf(sessionId: string): string {
  return proofOf(sessionId, 'csrf').toString('base64url');
}
