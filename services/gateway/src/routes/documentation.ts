import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jobSchema, publicationSchema, rejectSchema } from '@regpipe/contracts';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { errorPage } from '../error-page.ts';
import type { Server } from '../gateway.ts';
import { ERROR_PAGE, problemSchema } from '../problem.ts';
import { VERSION } from '../version.ts';

/** Everything that the pages need comes from here; a browser is not allowed to ask another host. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const COMPONENTS = {
  Job: jobSchema,
  Publication: publicationSchema,
  Reject: rejectSchema,
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
          bearer: { type: 'http', scheme: 'bearer', description: 'REGPIPE_API_TOKEN' },
        },
      },
      security: [{ bearer: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withoutInputs(jsonSchemaTransformObject(document)),
  });
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: PAGE_POLICY,
    uiConfig: { validatorUrl: null, tryItOutEnabled: true, persistAuthorization: false },
    theme: { title: 'regpipe API' },
  });

  server.get('/openapi.json', { schema: { hide: true } }, () => server.swagger());
  server.get(ERROR_PAGE, { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/html').header('content-security-policy', PAGE_POLICY).send(errorPage()),
  );
}

/** The transform makes every component twice; as what a client sends none of ours is used. */
function withoutInputs(document: ReturnType<typeof jsonSchemaTransformObject>) {
  const schemas = 'components' in document ? document.components.schemas : undefined;
  for (const id of Object.keys(COMPONENTS)) delete schemas?.[`${id}Input`];
  return document;
}
