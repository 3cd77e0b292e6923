import { ServiceDiscoveryService } from '@cdktf/provider-aws/lib/service-discovery-service/index.js';

import type { ProjectStack } from '../project-stack.ts';

const DNS_TTL_S = 10;

/** The name of a service in the VPC, with the addresses of the tasks that ECS finds well. */
export function addDiscovery(
  stack: ProjectStack,
  name: string,
  namespaceId: string,
): ServiceDiscoveryService {
  return new ServiceDiscoveryService(stack, `${name}-discovery`, {
    name,
    dnsConfig: {
      namespaceId,
      routingPolicy: 'MULTIVALUE',
      dnsRecords: [{ type: 'A', ttl: DNS_TTL_S }],
    },
    // One is what Cloud Map takes in any case; but the provider calls the number deprecated, and without it forgets the
    // block and makes the service anew at every run.
    healthCheckCustomConfig: { failureThreshold: 1 },
  });
}
