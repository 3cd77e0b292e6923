import { existsSync } from 'node:fs';
import { join } from 'node:path';

import fastifyStatic from '@fastify/static';
import type { Server } from '@regpipe/http';
import type { FastifyReply, RouteShorthandOptions } from 'fastify';

import { pageConstraint } from '../console-pages.ts';

const PAGE = 'index.html';
/** Their names hold a hash of what is in them. */
const FOR_EVER = { maxAge: '365d', immutable: true };

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>regpipe</title>
<h1>The console is not built</h1>
<p>Build it, then load this page again: <code>npm run build -w @regpipe/console</code>.
<code>./run dev</code> and <code>./run demo</code> do that by themselves.</p>
<p>The API is here: <a href="/docs">/docs</a>.</p>
</html>
`;

const open: RouteShorthandOptions = { config: { access: 'open' }, schema: { hide: true } };

/** The console: static files that hold no data. What it shows it asks the API for, with the session of who looks. */
export async function consoleRoutes(server: Server, directory: string): Promise<void> {
  await server.register(fastifyStatic, { root: directory, serve: false, suppressWarning: true });
  server.addConstraintStrategy(pageConstraint);

  const sendPage = (reply: FastifyReply) => {
    reply.header('cache-control', 'no-cache');
    if (existsSync(join(directory, PAGE))) return reply.sendFile(PAGE, { cacheControl: false });
    return reply.code(503).type('text/html').send(NOT_BUILT);
  };
  server.get('/', open, (_request, reply) => sendPage(reply));
  server.get('/*', { ...open, constraints: { page: true } }, (_request, reply) => sendPage(reply));

  server.get<{ Params: { '*': string } }>('/assets/*', open, ({ params }, reply) => {
    // Else the one that all answers have would stay.
    reply.removeHeader('cache-control');
    return reply.sendFile(`assets/${params['*']}`, FOR_EVER);
  });
}
