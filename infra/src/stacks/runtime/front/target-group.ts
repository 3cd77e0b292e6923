import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group/index.js';

import type { ProjectStack } from '../../../constructs/project-stack.ts';
import { type FrontService, FRONTS } from './fronts.ts';

/**
 * For answers that are under way when a task is taken out: the gateway's slowest query ends after 40 s. An event stream may
 * last for hours; it is cut, and its client comes back to another gateway.
 */
const DEREGISTRATION_DELAY_S = 45;

/** Where the tasks of a service register themselves, and are asked how they are. */
export function addTargetGroup(stack: ProjectStack, service: FrontService, vpcId: string): LbTargetGroup {
  const { port, healthPath } = FRONTS[service];
  return new LbTargetGroup(stack, `${service}-targets`, {
    name: stack.named(service),
    vpcId,
    targetType: 'ip',
    protocol: 'HTTP',
    port,
    deregistrationDelay: String(DEREGISTRATION_DELAY_S),
    healthCheck: {
      path: healthPath,
      matcher: '200',
      interval: 10,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    },
  });
}
