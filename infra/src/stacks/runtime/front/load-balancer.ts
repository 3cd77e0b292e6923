import { Lb } from '@cdktf/provider-aws/lib/lb/index.js';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener/index.js';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group/index.js';
import type { ITerraformDependable } from 'cdktf';

import type { ProjectStack } from '../../../constructs/project-stack.ts';
import type { Network } from '../../network/network.ts';
import { addLoadBalancerAlarms } from './load-balancer-alarms.ts';

const GATEWAY_PORT = 8_000;

/**
 * Says that this process answers, and asks nobody else. `/ready` asks the database and the tracker as well: while one of
 * them is away every gateway would be unhealthy at once and be replaced over and over, by others that are no better, and
 * the requests that need neither would fail, too.
 */
const HEALTH_PATH = '/health';

/**
 * Four times the gateway's pings in a silent event stream (15 s), and more than its slowest answer takes to begin (a
 * query ends after 40 s). The gateway itself keeps connections open for longer (packages/http/src/limits.ts): it would
 * otherwise close one in the moment in which the next request comes along it, which is a 502.
 */
const IDLE_TIMEOUT_S = 60;

/**
 * For answers that are under way when a gateway is taken out: its slowest query ends after 40 s. An event stream may last
 * for hours; it is cut, and its client comes back to another gateway.
 */
const DEREGISTRATION_DELAY_S = 45;

/** TLS 1.3, and 1.2 with forward secrecy for callers that have no 1.3: API Gateway and EventBridge do not promise it. */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06';

export interface LoadBalancerOptions {
  readonly network: Pick<Network, 'vpcId' | 'privateSubnetIds' | 'securityGroupIds'>;
  readonly topicArn: string;
  /** Against a removal by mistake, which `./run tf-destroy` then is, too. */
  readonly deletionProtection?: boolean;
}

export interface LoadBalancer {
  readonly arn: string;
  /** Resolves, in public DNS, to its addresses in the VPC. */
  readonly dnsName: string;
  /** How CloudWatch calls it, in the dimension LoadBalancer. */
  readonly arnSuffix: string;
  readonly targetGroupArn: string;
  readonly targetGroupArnSuffix: string;
  /** Of the listener that leads to the gateways: a service of ECS waits for it before it registers targets. */
  readonly listener: ITerraformDependable;
  readonly scheme: 'http' | 'https';
}

/** The way to the gateways within the VPC, with its alarms; tasks register themselves in the target group. */
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
  const group = new LbTargetGroup(stack, 'gateways', {
    name: stack.named('gateway'),
    vpcId: network.vpcId,
    targetType: 'ip',
    protocol: 'HTTP',
    port: GATEWAY_PORT,
    deregistrationDelay: String(DEREGISTRATION_DELAY_S),
    healthCheck: {
      path: HEALTH_PATH,
      matcher: '200',
      interval: 10,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    },
  });
  const listener = addListeners(stack, balancer.arn, group.arn);
  const known = {
    arnSuffix: balancer.arnSuffix,
    targetGroupArnSuffix: group.arnSuffix,
  };
  addLoadBalancerAlarms(stack, { ...known, topicArn });
  return {
    ...known,
    arn: balancer.arn,
    dnsName: balancer.dnsName,
    targetGroupArn: group.arn,
    listener,
    scheme: stack.settings.certificate_arn === undefined ? 'http' : 'https',
  };
}

/** @returns the one that leads to the gateways */
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
