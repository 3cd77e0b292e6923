import { RefusedError } from '@regpipe/contracts';
import type { onRequestHookHandler } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** It holds nothing: a load balancer asks for it by the address of each of several replicas. */
    anyHost?: boolean;
  }
}

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether only this machine can reach an address that one listens on. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/**
 * A hook that refuses requests for a foreign host. A page of another site can have its own name lead to 127.0.0.1 (DNS
 * rebinding) and would then be of our origin; the Host header still says its name. Reachable from elsewhere, a service
 * goes by many names, and checks them once it was told which.
 */
export function checkHost(boundHost: string, allowedHosts: readonly string[]): onRequestHookHandler {
  const isOpen = !isLoopback(boundHost) && allowedHosts.length === 0;
  const allowed = new Set([...LOOPBACK_NAMES, ...allowedHosts.map((host) => host.toLowerCase())]);
  return ({ headers: { host }, routeOptions }, _reply, done) => {
    // Only HTTP/1.0 may leave it out, and no browser speaks that.
    const isAllowed = host === undefined || allowed.has(host.toLowerCase().replace(/:\d*$/, ''));
    if (isOpen || isAllowed || routeOptions.config.anyHost === true) done();
    else done(new RefusedError('HOST_REFUSED', `This service does not answer for the host ${host}.`));
  };
}
