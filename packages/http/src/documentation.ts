import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { VERSION } from '@regpipe/runtime';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { errorPage } from './error-page.ts';
import { ERROR_PAGE, problemSchema } from './problem.ts';
import { DOCUMENTATION_POLICY } from './security-headers.ts';
import type { Server } from './server.ts';

/** How a client shows who it is, as OpenAPI says it. */
export type SecurityScheme =
  | { readonly type: 'http'; readonly scheme: 'bearer'; readonly description: string }
  | { readonly type: 'apiKey'; readonly in: 'cookie'; readonly name: string; readonly description: string };

/** What a service says of its API. */
export interface Documentation {
  readonly title: string;
  readonly description: string;
  /** Schemas that have a name in it, besides the problem document's. */
  readonly components: Readonly<Record<string, z.ZodType>>;
  /** Any of which opens a guarded route. */
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
}

/** Describes every route that is registered after it: /openapi.json, and /docs to read. */
export async function documentationRoutes(server: Server, documentation: Documentation): Promise<void> {
  const { title, description, securitySchemes } = documentation;
  const components = { ...documentation.components, Problem: problemSchema };
  for (const [id, schema] of Object.entries(components)) {
    z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
  }
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title, version: VERSION, description },
      servers: [{ url: '/' }],
      components: { securitySchemes: { ...securitySchemes } },
      security: Object.keys(securitySchemes).map((name) => ({ [name]: [] })),
    },
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input);
      // A plugin's own pages are hidden, and say nothing.
      const access = input.route.config?.access;
      return { url, schema: access === undefined ? schema : { ...schema, 'x-access': access } };
    },
    transformObject: (document) =>
      withoutInputs(jsonSchemaTransformObject(document), Object.keys(components)),
  });
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: DOCUMENTATION_POLICY,
    uiConfig: { validatorUrl: null, tryItOutEnabled: true, persistAuthorization: false },
    theme: { title: `${title} API` },
  });

  server.get('/openapi.json', { config: { access: 'open' }, schema: { hide: true } }, () => server.swagger());
  server.get(ERROR_PAGE, { config: { access: 'open' }, schema: { hide: true } }, (_request, reply) =>
    reply.type('text/html').header('content-security-policy', DOCUMENTATION_POLICY).send(errorPage()),
  );
}

/** The transform makes every component twice; as what a client sends none of ours is used. */
function withoutInputs(document: ReturnType<typeof jsonSchemaTransformObject>, ids: readonly string[]) {
  const schemas = 'components' in document ? document.components.schemas : undefined;
  for (const id of ids) delete schemas?.[`${id}Input`];
  return document;
}
