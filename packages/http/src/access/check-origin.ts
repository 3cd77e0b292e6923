import { timingSafeEqual } from 'node:crypto';

import { RefusedError } from '@regpipe/contracts';
import type { FastifyRequest } from 'fastify';

import { csrfTokenOf, digestOf } from './secrets.ts';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request may change something. */
export function isChanging({ method }: Pick<FastifyRequest, 'method'>): boolean {
  return !READING.has(method);
}

/** A browser says where a request comes from; other programs say nothing. @throws RefusedError CSRF_REFUSED */
export function checkSameOrigin(request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const ours = `${request.protocol}://${request.host}`;
  if ((site === undefined || site === 'same-origin') && (origin === undefined || origin === ours)) return;
  throw new RefusedError('CSRF_REFUSED', `Only pages of ${ours} may send this, not those of other sites.`);
}

/**
 * A browser adds the session's cookie by itself, so a request that has only that must show that a page of ours sent it.
 *
 * @throws RefusedError CSRF_REFUSED
 */
export function checkCsrfToken(request: FastifyRequest, sessionId: string): void {
  checkSameOrigin(request);
  const given = request.headers['x-csrf-token'];
  // Digests are of equal length whatever was given.
  const isRight =
    typeof given === 'string' && timingSafeEqual(digestOf(given), digestOf(csrfTokenOf(sessionId)));
  if (!isRight) {
    throw new RefusedError('CSRF_REFUSED', "The header X-CSRF-Token is missing or not this session's.");
  }
}
