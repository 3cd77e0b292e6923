import { RefusedError, roleSchema } from '@regpipe/contracts';
import { createSession, endSession, type SessionOwner } from '@regpipe/database';
import {
  checkSameOrigin,
  csrfTokenOf,
  digestOf,
  emptyResponse,
  type Identity,
  jsonResponse,
  newSecret,
  problemResponses,
  type Server,
  SESSION_LIFETIME_S,
  sessionCookie,
  setSessionCookie,
} from '@regpipe/http';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';

const LONGEST_TOKEN = 256;
const tags = ['access'];

const sessionSchema = z.object({
  name: z.string().describe('Of the token'),
  role: roleSchema,
  csrf_token: z
    .string()
    .nullable()
    .describe('What changing requests of this session send as X-CSRF-Token; null for a bearer token'),
});

/** Sessions of browsers: a cookie that scripts cannot read stands for the token. */
export function sessionRoutes(server: Server, { database, keyring, guesses }: Gateway): void {
  server.route({
    method: 'POST',
    url: '/api/session',
    config: { access: 'open' },
    schema: {
      operationId: 'signIn',
      summary: 'Open a session with a token; the answer sets its cookie',
      tags,
      security: [],
      body: z.strictObject({ token: z.string().min(1).max(LONGEST_TOKEN) }),
      response: {
        201: jsonResponse('Whose session it is', sessionSchema),
        ...problemResponses('REQUEST_INVALID', 'CSRF_REFUSED'),
      },
    },
    handler: async (request, reply) => {
      checkSameOrigin(request);
      await guesses.token.check(request);
      const identity = await keyring.identify({ kind: 'token', secret: request.body.token });
      if (identity === undefined) {
        await guesses.token.count(request);
        throw new RefusedError('UNAUTHORIZED', 'The token is not one that opens this, or no longer.');
      }
      // From here on it is they who ask, also for the log.
      request.identity = identity;
      await endSessionOf(request);
      const sessionId = newSecret();
      const owner = ownerOf(identity, sessionId);
      await createSession(database.pool, {
        digest: digestOf(sessionId),
        owner,
        lifetimeS: SESSION_LIFETIME_S,
      });
      return reply
        .code(201)
        .header('set-cookie', setSessionCookie(sessionId, request.protocol === 'https'))
        .send(describe(identity, sessionId));
    },
  });

  server.route({
    method: 'GET',
    url: '/api/session',
    config: { access: 'viewer' },
    schema: {
      operationId: 'whoAmI',
      summary: 'Who this request comes from',
      tags,
      response: { 200: jsonResponse('The token and its role', sessionSchema), ...problemResponses() },
    },
    handler: ({ identity }) => {
      const { kind, secret } = (identity as Identity).credential;
      return describe(identity as Identity, kind === 'session' ? secret : undefined);
    },
  });

  server.route({
    method: 'DELETE',
    url: '/api/session',
    config: { access: 'viewer' },
    schema: {
      operationId: 'signOut',
      summary: 'End the session of the cookie',
      tags,
      response: {
        204: emptyResponse('It has ended, or there was none'),
        ...problemResponses('CSRF_REFUSED'),
      },
    },
    handler: async (request, reply) => {
      await endSessionOf(request);
      return reply
        .code(204)
        .header('set-cookie', setSessionCookie(null, request.protocol === 'https'))
        .send();
    },
  });

  async function endSessionOf(request: FastifyRequest): Promise<void> {
    const sessionId = sessionCookie(request.headers.cookie);
    if (sessionId === undefined) return;
    await endSession(database.pool, digestOf(sessionId));
    keyring.forget();
  }

  function ownerOf({ tokenId }: Identity, sessionId: string): SessionOwner {
    if (tokenId !== null) return { tokenId };
    return { environmentProof: keyring.environmentProof(sessionId) ?? Buffer.alloc(0) };
  }
}

function describe({ name, role }: Identity, sessionId: string | undefined) {
  return { name, role, csrf_token: sessionId === undefined ? null : csrfTokenOf(sessionId) };
}
