import { Lb } from '@cdktf/provider-aws/lib/lb/index.js';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener/index.js';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group/index.js';
import type { ITerraformDependable } from 'cdktf';

import type { ProjectStack } from '../../../constructs/project-stack.ts';
import type { Network } from '../../network/network.ts';
import { addFrontAlarms } from './front-alarms.ts';
import { FRONT_SERVICES, type FrontService } from './fronts.ts';
import { addListenerRules } from './listener-rules.ts';
import { addLoadBalancerAlarms } from './load-balancer-alarms.ts';
import { addTargetGroup } from './target-group.ts';

/**
 * Four times the gateway's pings in a silent event stream (15 s), and more than its slowest answer takes to begin (a
 * query ends after 40 s). The services themselves keep connections open for longer (packages/http/src/limits.ts): they
 * would otherwise close one in the moment in which the next request comes along it, which is a 502.
 */
const IDLE_TIMEOUT_S = 60;

/** TLS 1.3, and 1.2 with forward secrecy for callers that have no 1.3: API Gateway and EventBridge do not promise it. */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06';

export interface LoadBalancerOptions {
  readonly network: Pick<Network, 'vpcId' | 'privateSubnetIds' | 'securityGroupIds'>;
  readonly topicArn: string;
  /** Against a removal by mistake, which `./run tf-destroy` then is, too. */
  readonly deletionProtection?: boolean;
}

/** Where a service registers its tasks. */
export interface FrontTarget {
  readonly groupArn: string;
  /** Of the load balancer, leading to the group: a service of ECS waits for them before it registers its tasks. */
  readonly ways: readonly ITerraformDependable[];
  /** How scaling calls the requests of the group. */
  readonly requestLabel: string;
}

export interface LoadBalancer {
  readonly arn: string;
  /** Resolves, in public DNS, to its addresses in the VPC. */
  readonly dnsName: string;
  readonly targets: Readonly<Record<FrontService, FrontTarget>>;
  readonly scheme: 'http' | 'https';
}

/** The way within the VPC to the services that take requests, with its alarms. */
export function addLoadBalancer(stack: ProjectStack, options: LoadBalancerOptions): LoadBalancer {
  const { network, topicArn, deletionProtection = false } = options;
  const balancer = new Lb(stack, 'load-balancer', {
    name: stack.named('gateway'),
    loadBalancerType: 'application',
    internal: true,
    subnets: [...network.privateSubnetIds],
    securityGroups: [network.securityGroupIds['load-balancer']],
    idleTimeout: IDLE_TIMEOUT_S,
    dropInvalidHeaderFields: true,
    // The gateway compares it with a browser's Origin.
    preserveHostHeader: true,
    enableDeletionProtection: deletionProtection,
  });
  const groups = FRONT_SERVICES.map(
    (service) => [service, addTargetGroup(stack, service, network.vpcId)] as const,
  );
  const { gateway } = Object.fromEntries(groups) as Record<FrontService, LbTargetGroup>;
  const listener = addListeners(stack, balancer.arn, gateway.arn);
  addLoadBalancerAlarms(stack, { arnSuffix: balancer.arnSuffix, topicArn });
  const targets = groups.map(([service, { arn: groupArn, arnSuffix }]) => {
    addFrontAlarms(stack, { service, loadBalancer: balancer.arnSuffix, targetGroup: arnSuffix, topicArn });
    const rules = addListenerRules(stack, { service, listener, targetGroupArn: groupArn });
    const target: FrontTarget = {
      groupArn,
      ways: rules.length === 0 ? [listener] : rules,
      requestLabel: `${balancer.arnSuffix}/${arnSuffix}`,
    };
    return [service, target] as const;
  });
  return {
    arn: balancer.arn,
    dnsName: balancer.dnsName,
    targets: Object.fromEntries(targets) as Record<FrontService, FrontTarget>,
    scheme: stack.settings.certificate_arn === undefined ? 'http' : 'https',
  };
}

/** @returns the one that leads to the gateways, unless a rule says otherwise */
function addListeners(stack: ProjectStack, loadBalancerArn: string, targetGroupArn: string): LbListener {
  const { certificate_arn: certificateArn } = stack.settings;
  const toGateways = [{ type: 'forward', targetGroupArn }];
  if (certificateArn === undefined) {
    return new LbListener(stack, 'http', {
      loadBalancerArn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: toGateways,
    });
  }
  const redirect = { port: '443', protocol: 'HTTPS', statusCode: 'HTTP_301' };
  new LbListener(stack, 'http', {
    loadBalancerArn,
    port: 80,
    protocol: 'HTTP',
    defaultAction: [{ type: 'redirect', redirect }],
  });
  return new LbListener(stack, 'https', {
    loadBalancerArn,
    port: 443,
    protocol: 'HTTPS',
    certificateArn,
    sslPolicy: TLS_POLICY,
    defaultAction: toGateways,
  });
}
