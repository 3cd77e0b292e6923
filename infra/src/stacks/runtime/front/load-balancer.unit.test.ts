import { expect, test } from 'vitest';

import { NETWORK } from '../../../testing/test-network.ts';
import { REACH } from '../../network/reach.ts';
import { FRONT_SERVICES, FRONTS } from './fronts.ts';
import { synthesiseFront } from './testing/front-stack.ts';

const stack = synthesiseFront();
const WITH_TLS = { certificate_arn: 'arn:aws:acm:x:1:certificate/1', gateway_domain: 'regpipe.example' };

const TO_GATEWAYS = [{ type: 'forward', target_group_arn: '${aws_lb_target_group.gateway-targets.arn}' }];

test('the load balancer stands in the private subnets, with the group of its own', () => {
  const network = NETWORK;
  expect(stack.only('aws_lb')).toMatchObject({
    internal: true,
    subnets: network.privateSubnetIds,
    security_groups: [network.securityGroupIds['load-balancer']],
    drop_invalid_header_fields: true,
    enable_deletion_protection: false,
  });
});

test.each([
  ['gateway', 8_000, '/health'],
  // Its own /health asks PostgreSQL.
  ['query', 8_001, '/'],
])(
  'a task of the %s is healthy as long as its process answers, whatever else is away',
  (name, port, path) => {
    expect(stack.resources('aws_lb_target_group')[`${name}-targets`]).toMatchObject({
      name: `etl-log-demo-${name}`,
      target_type: 'ip',
      port,
      health_check: { path, matcher: '200' },
    });
  },
);

test('the port of each is the one that the load balancer is let to', () => {
  for (const service of FRONT_SERVICES) {
    const way = REACH.find(({ from, to }) => from === 'load-balancer' && to === service);
    expect(way?.port).toBe(FRONTS[service].port);
  }
});

// The gateway pings a silent event stream every 15 seconds, and ends a query after 40.
test('neither a silent event stream nor a slow query is cut', () => {
  const idle = stack.only('aws_lb')['idle_timeout'] as number;
  expect(idle).toBeGreaterThan(40);
  for (const group of Object.values(stack.resources('aws_lb_target_group')))
    expect(Number(group['deregistration_delay'])).toBeGreaterThan(40);
});

interface Rule {
  readonly priority: number;
  readonly condition: readonly [{ readonly path_pattern: { readonly values: readonly string[] } }];
  readonly transform?: readonly [
    {
      readonly url_rewrite_config: { readonly rewrite: { readonly regex: string; readonly replace: string } };
    },
  ];
}

const rules = Object.values(stack.resources('aws_lb_listener_rule')) as unknown as readonly Rule[];

/** To whom the load balancer hands a request, and by which path and query. */
function routed(url: string): string {
  const [path = ''] = url.split('?');
  const fits = ({ condition: [{ path_pattern: of }] }: Rule) =>
    of.values.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(path));
  const rule = [...rules].sort((one, other) => one.priority - other.priority).find(fits);
  if (rule === undefined) return `gateway ${url}`;
  const { regex, replace } = rule.transform?.[0].url_rewrite_config.rewrite ?? { regex: '^', replace: '' };
  return `query ${url.replace(new RegExp(regex), replace)}`;
}

test.each([
  ['/query/user?user_id=1', 'query /query/user?user_id=1'],
  ['/query/failures', 'query /query/failures'],
  ['/query/health', 'query /health'],
  ['/query', 'query /'],
  ['/query?x=1', 'query /?x=1'],
  ['/', 'gateway /'],
  ['/health', 'gateway /health'],
  ['/api/jobs?limit=1', 'gateway /api/jobs?limit=1'],
  ['/hooks/s3', 'gateway /hooks/s3'],
  ['/commands/notifications', 'gateway /commands/notifications'],
  ['/queryx', 'gateway /queryx'],
])('%s goes to %s', (url, destination) => {
  expect(routed(url)).toBe(destination);
});

test.each([{}, WITH_TLS])('rules are those of the listener that leads to services (%o)', (given) => {
  const made = Object.values(synthesiseFront(given).resources('aws_lb_listener_rule'));
  const listener = given === WITH_TLS ? 'https' : 'http';
  for (const rule of made) {
    expect(rule['listener_arn']).toBe(`\${aws_lb_listener.${listener}.arn}`);
    expect(rule['action']).toEqual([
      { type: 'forward', target_group_arn: '${aws_lb_target_group.query-targets.arn}' },
    ]);
  }
  expect(new Set(made.map(({ priority }) => priority)).size).toBe(made.length);
});

test('without a certificate the VPC speaks HTTP to it', () => {
  expect(stack.only('aws_lb_listener')).toMatchObject({
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
  const long = synthesiseFront({ project: 'a-name-of-20-letters' });
  for (const type of ['aws_lb', 'aws_lb_target_group'])
    for (const { name } of Object.values(long.resources(type)))
      expect(String(name).length).toBeLessThanOrEqual(32);
});
