import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import {
  jobSchema,
  publicationSchema,
  rejectItemSchema,
  scheduleRunSchema,
  scheduleSchema,
  tokenSchema,
} from '@regpipe/contracts';
import { VERSION } from '@regpipe/runtime';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { errorPage } from '../error-page.ts';
import type { Server } from '../gateway.ts';
import { ERROR_PAGE, problemSchema } from '../problem.ts';
import { DOCUMENTATION_POLICY } from '../security-headers.ts';

const COMPONENTS = {
  Job: jobSchema,
  Publication: publicationSchema,
  Reject: rejectItemSchema,
  Schedule: scheduleSchema,
  ScheduleRun: scheduleRunSchema,
  Token: tokenSchema,
  Problem: problemSchema,
};

/** Describes every route that is registered after it: /openapi.json, and /docs to read. */
export async function documentationRoutes(server: Server): Promise<void> {
  for (const [id, schema] of Object.entries(COMPONENTS)) {
    z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
  }
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'regpipe',
        version: VERSION,
        description: 'Starts and watches imports, shows what is published, and answers queries on it.',
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'REGPIPE_API_TOKEN, or one that was made' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'regpipe_session',
            description:
              'Set by POST /api/session; what changes something also needs the header X-CSRF-Token',
          },
        },
      },
      security: [{ bearer: [] }, { session: [] }],
    },
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input);
      // A plugin's own pages are hidden, and say nothing.
      const access = input.route.config?.access;
      return { url, schema: access === undefined ? schema : { ...schema, 'x-access': access } };
    },
    transformObject: (document) => withoutInputs(jsonSchemaTransformObject(document)),
  });
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: DOCUMENTATION_POLICY,
    uiConfig: { validatorUrl: null, tryItOutEnabled: true, persistAuthorization: false },
    theme: { title: 'regpipe API' },
  });

  server.get('/openapi.json', { config: { access: 'open' }, schema: { hide: true } }, () => server.swagger());
  server.get(ERROR_PAGE, { config: { access: 'open' }, schema: { hide: true } }, (_request, reply) =>
    reply.type('text/html').header('content-security-policy', DOCUMENTATION_POLICY).send(errorPage()),
  );
}

/** The transform makes every component twice; as what a client sends none of ours is used. */
function withoutInputs(document: ReturnType<typeof jsonSchemaTransformObject>) {
  const schemas = 'components' in document ? document.components.schemas : undefined;
  for (const id of Object.keys(COMPONENTS)) delete schemas?.[`${id}Input`];
  return document;
}
