import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

/** A household or a server has as many IPv6 addresses as it likes, all with the same 64 bits in front. */
export const IPV6_SUBNET = 64;

/** By what a client without a token is counted. */
export function clientAddress(request: FastifyRequest): string {
  return normalizeIP(request.ip, IPV6_SUBNET);
}
