import { type Role, TerminalError } from '@regpipe/contracts';
import type { FastifyRequest, RouteOptions } from 'fastify';

/** The role that a route asks for, or `open` for one that answers anybody. */
export type Access = Role | 'open';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route says it, as `config: { access }`; the server does not start with one that does not. */
    access?: Access;
    /** It answers also while the database is away, to whoever was known shortly before. */
    withoutDatabase?: boolean;
    /** Of a route that is asked by POST and only answers: the log does not tell of it as of a change. */
    changesNothing?: boolean;
    /** Of a route whose changes are rows that anybody can look up, by the thousand: nor does it tell of these. */
    keepsRecord?: boolean;
    /** Programs ask it for each thing they do: it has a limit of its own. */
    fast?: boolean;
  }
}

/** The pages of the documentation come from a plugin, which cannot say it for itself. */
const DOCUMENTATION = /^\/docs(\/|$)/;

/** For the hook `onRoute`. @throws TerminalError INTERNAL for a route that does not say who may use it */
export function requireAccess(route: RouteOptions): void {
  if (DOCUMENTATION.test(route.url)) route.config = { ...route.config, access: 'open' };
  if (route.config?.access !== undefined) return;
  throw new TerminalError('INTERNAL', `The route ${route.url} does not say who may use it.`);
}

/** By the matched route and not by the URL, which can be spelled in many ways; what matches none is guarded, too. */
export function accessOf(request: FastifyRequest): Access {
  return request.routeOptions.config.access ?? 'viewer';
}
