import { expect, test } from 'vitest';

import { NETWORK } from '../../../testing/test-network.ts';
import { synthesiseFront, TOPIC_ARN } from './testing/front-stack.ts';

const WITH_TLS = { certificate_arn: 'arn:aws:acm:x:1:certificate/1', gateway_domain: 'regpipe.example' };

const TO_GATEWAYS = [{ type: 'forward', target_group_arn: '${aws_lb_target_group.gateways.arn}' }];

test('the load balancer stands in the private subnets, with the group of its own', () => {
  const network = NETWORK;
  expect(synthesiseFront().only('aws_lb')).toMatchObject({
    internal: true,
    subnets: network.privateSubnetIds,
    security_groups: [network.securityGroupIds['load-balancer']],
    drop_invalid_header_fields: true,
    enable_deletion_protection: false,
  });
});

test('a gateway is healthy as long as its process answers, whatever else is away', () => {
  expect(synthesiseFront().only('aws_lb_target_group')).toMatchObject({
    target_type: 'ip',
    port: 8_000,
    health_check: { path: '/health', matcher: '200' },
  });
});

// The gateway pings a silent event stream every 15 seconds, and ends a query after 40.
test('neither a silent event stream nor a slow query is cut', () => {
  const stack = synthesiseFront();
  const idle = stack.only('aws_lb')['idle_timeout'] as number;
  expect(idle).toBeGreaterThan(40);
  const delay = Number(stack.only('aws_lb_target_group')['deregistration_delay']);
  expect(delay).toBeGreaterThan(40);
});

test('without a certificate the VPC speaks HTTP to it', () => {
  expect(synthesiseFront().only('aws_lb_listener')).toMatchObject({
    load_balancer_arn: '${aws_lb.load-balancer.arn}',
    port: 80,
    protocol: 'HTTP',
    default_action: TO_GATEWAYS,
  });
});

test('with one it speaks TLS, and sends those who do not there', () => {
  const listeners = synthesiseFront(WITH_TLS).resources('aws_lb_listener');
  expect(listeners['https']).toMatchObject({
    port: 443,
    protocol: 'HTTPS',
    certificate_arn: WITH_TLS.certificate_arn,
    ssl_policy: expect.stringContaining('TLS13'),
    default_action: TO_GATEWAYS,
  });
  expect(listeners['http']).toMatchObject({
    port: 80,
    default_action: [{ type: 'redirect', redirect: { port: '443', protocol: 'HTTPS' } }],
  });
});

test('the names fit into the 32 characters that load balancers have for them', () => {
  const stack = synthesiseFront({ project: 'a-name-of-20-letters' });
  for (const type of ['aws_lb', 'aws_lb_target_group'])
    expect(String(stack.only(type)['name']).length).toBeLessThanOrEqual(32);
});

interface MetricQuery {
  readonly id: string;
  readonly expression?: string;
  readonly return_data: boolean;
  readonly metric?: { readonly metric_name: string; readonly dimensions: Readonly<Record<string, string>> };
}

test('failed requests are an alarm above one percent, of the gateways and of the balancer itself', () => {
  const alarm = synthesiseFront().resources('aws_cloudwatch_metric_alarm')['gateway-5xx-alarm'];
  expect(alarm).toMatchObject({ threshold: 1, comparison_operator: 'GreaterThanThreshold' });
  const queries = alarm?.['metric_query'] as readonly MetricQuery[];
  expect(queries.flatMap(({ metric }) => (metric === undefined ? [] : [metric.metric_name]))).toEqual([
    'RequestCount',
    'HTTPCode_Target_5XX_Count',
    'HTTPCode_ELB_5XX_Count',
  ]);
  for (const { metric } of queries)
    if (metric !== undefined)
      expect(metric.dimensions).toEqual({ LoadBalancer: '${aws_lb.load-balancer.arn_suffix}' });
  expect(queries.filter((query) => query.return_data).map(({ id }) => id)).toEqual(['percent']);
  // Every name in an expression is that of a query.
  const ids = new Set(queries.map(({ id }) => id));
  for (const { expression = '' } of queries)
    for (const [name] of expression.matchAll(/\b[a-z_]+\b/g)) expect(ids).toContain(name);
});

test('the alarms on answers and targets are about the gateways of this load balancer', () => {
  const alarms = synthesiseFront().resources('aws_cloudwatch_metric_alarm');
  expect(Object.keys(alarms).sort()).toEqual([
    'gateway-5xx-alarm',
    'gateway-none-healthy-alarm',
    'gateway-slow-alarm',
    'gateway-unhealthy-alarm',
  ]);
  const { 'gateway-5xx-alarm': _, ...ofGateways } = alarms;
  for (const alarm of Object.values(ofGateways)) {
    expect(alarm['dimensions']).toEqual({
      LoadBalancer: '${aws_lb.load-balancer.arn_suffix}',
      TargetGroup: '${aws_lb_target_group.gateways.arn_suffix}',
    });
  }
  expect(alarms['gateway-slow-alarm']).toMatchObject({ threshold: 0.1, extended_statistic: 'p90' });
  expect(alarms['gateway-unhealthy-alarm']).toMatchObject({
    threshold: 0,
    metric_name: 'UnHealthyHostCount',
  });
  for (const alarm of Object.values(alarms))
    expect(alarm).toMatchObject({ alarm_actions: [TOPIC_ARN], ok_actions: [TOPIC_ARN] });
});
