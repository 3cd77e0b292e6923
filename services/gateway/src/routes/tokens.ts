import {
  ENVIRONMENT_TOKEN,
  RefusedError,
  roleSchema,
  tokenNameSchema,
  tokenSchema,
} from '@regpipe/contracts';
import { createToken, listTokens, revokeToken } from '@regpipe/database';
import { digestOf, jsonResponse, newToken, problemResponses, type Server } from '@regpipe/http';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';

const tags = ['access'];

const tokenBody = z.strictObject({
  name: tokenNameSchema,
  role: roleSchema,
  expiresAt: z.iso
    .datetime({ offset: true })
    // What is no moment at all was said already.
    .refine((moment) => !(Date.parse(moment) <= Date.now()), 'Invalid: it lies in the past')
    .optional()
    .describe('From then on it opens nothing; without it, it stays good until it is revoked'),
});

/** Making, listing and revoking the tokens that open this API. */
export function tokenRoutes(server: Server, { database, keyring }: Gateway): void {
  server.route({
    method: 'GET',
    url: '/api/tokens',
    config: { access: 'admin' },
    schema: {
      operationId: 'listTokens',
      summary: 'Every token that was ever made',
      tags,
      response: {
        200: jsonResponse(
          'All of them, by name',
          z.object({
            items: z.array(tokenSchema),
            environment: z.boolean().describe('Whether REGPIPE_API_TOKEN opens the API, too'),
          }),
        ),
        ...problemResponses('FORBIDDEN'),
      },
    },
    handler: async () => ({
      items: await listTokens(database.pool),
      environment: keyring.hasEnvironmentToken,
    }),
  });

  server.route({
    method: 'POST',
    url: '/api/tokens',
    config: { access: 'admin' },
    schema: {
      operationId: 'createToken',
      summary: 'Make a token; only this answer ever shows it',
      tags,
      body: tokenBody,
      response: {
        201: jsonResponse('The token', tokenSchema.extend({ token: z.string().describe('Keep it now') })),
        ...problemResponses('REQUEST_INVALID', 'FORBIDDEN', 'TOKEN_EXISTS'),
      },
    },
    handler: async ({ body: { name, role, expiresAt = null }, identity }, reply) => {
      const token = newToken();
      const createdBy = identity?.name ?? '';
      const created =
        name === ENVIRONMENT_TOKEN
          ? undefined
          : await createToken(database.pool, { name, role, digest: digestOf(token), createdBy, expiresAt });
      if (created === undefined) {
        throw new RefusedError('TOKEN_EXISTS', `There is or was a token "${name}".`, { fields: { name } });
      }
      keyring.forget();
      return reply
        .code(201)
        .header('location', `/api/tokens/${name}`)
        .send({ ...created, token });
    },
  });

  server.route({
    method: 'DELETE',
    url: '/api/tokens/:name',
    config: { access: 'admin' },
    schema: {
      operationId: 'revokeToken',
      summary: 'Revoke a token, and with it its sessions',
      tags,
      params: z.strictObject({ name: tokenNameSchema }),
      response: {
        200: jsonResponse('The revoked token', tokenSchema),
        ...problemResponses('REQUEST_INVALID', 'FORBIDDEN', 'TOKEN_NOT_FOUND'),
      },
    },
    handler: async ({ params: { name } }) => {
      const revoked = await revokeToken(database.pool, name);
      if (revoked === undefined) {
        throw new RefusedError('TOKEN_NOT_FOUND', `There is no token "${name}".`, { fields: { name } });
      }
      keyring.forget();
      return revoked;
    },
  });
}
