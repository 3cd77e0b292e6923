import { expect, test } from 'vitest';

import { NETWORK } from '../../../testing/test-network.ts';
import { FRONTS } from './fronts.ts';
import { QUERY_ROUTES, type QueryRoute } from './query-routes.ts';
import { nameOf, pathOf, synthesiseFront } from './testing/front-stack.ts';

const stack = synthesiseFront();

interface Statement {
  readonly Effect: string;
  readonly Resource: readonly string[];
  readonly Condition: Readonly<Record<string, unknown>>;
}

test('is a private API, open to the endpoint of the VPC and to nobody else', () => {
  const { executeApiEndpointId } = NETWORK;
  expect(stack.only('aws_api_gateway_rest_api')['endpoint_configuration']).toEqual({
    types: ['PRIVATE'],
    vpc_endpoint_ids: [executeApiEndpointId],
  });
  const policy = stack.only('aws_api_gateway_rest_api_policy')['policy'] as string;
  const { Statement: statements } = JSON.parse(policy) as { Statement: Statement[] };
  const [allowed, denied] = statements;
  expect(statements).toHaveLength(2);
  expect(allowed).toMatchObject({
    Effect: 'Allow',
    Resource: [
      '${aws_api_gateway_rest_api.api.execution_arn}/query/GET/*',
      '${aws_api_gateway_rest_api.api.execution_arn}/query/POST/query/*',
    ],
    Condition: { StringEquals: { 'aws:SourceVpce': executeApiEndpointId } },
  });
  expect(denied).toMatchObject({
    Effect: 'Deny',
    Resource: ['${aws_api_gateway_rest_api.api.execution_arn}/*'],
    Condition: { StringNotEquals: { 'aws:SourceVpce': executeApiEndpointId } },
  });
});

test('has a method for each query route and no other', () => {
  const methods = Object.values(stack.resources('aws_api_gateway_method'));
  const names = methods.map((method) => nameOf(stack, method));
  expect(names.sort()).toEqual(QUERY_ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
});

test('what is posted is a question, about notifications', () => {
  const posted = QUERY_ROUTES.filter(({ method }) => method !== 'GET');
  for (const { service, path } of posted) expect([service, path.split('/')[1]]).toEqual(['query', 'query']);
});

test('hands each on over the VPC link, straight to the load balancer, by the path that it came by', () => {
  for (const integration of Object.values(stack.resources('aws_api_gateway_integration'))) {
    const path = pathOf(stack, integration);
    const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? '');
    expect(integration).toMatchObject({
      type: 'HTTP_PROXY',
      integration_http_method: nameOf(stack, integration).split(' ')[0],
      connection_type: 'VPC_LINK',
      connection_id: '${aws_apigatewayv2_vpc_link.vpc-link.id}',
      integration_target: '${aws_lb.load-balancer.arn}',
      uri: `http://\${aws_lb.load-balancer.dns_name}${path}`,
      request_parameters: Object.fromEntries(
        names.map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]),
      ),
    });
  }
  expect(stack.only('aws_apigatewayv2_vpc_link')).toMatchObject({
    subnet_ids: NETWORK.privateSubnetIds,
    security_group_ids: [NETWORK.securityGroupIds['vpc-link']],
  });
});

test('speaks to a gateway with a domain by its name, which is that of its certificate', () => {
  const given = { certificate_arn: 'arn:aws:acm:x:1:certificate/1', gateway_domain: 'regpipe.example' };
  const integrations = Object.values(synthesiseFront(given).resources('aws_api_gateway_integration'));
  expect(integrations).not.toEqual([]);
  for (const { uri } of integrations) expect(uri).toMatch(/^https:\/\/regpipe\.example\/(api|query)/);
});

test('a request without a token is refused before the services, as they would, but for what is open', () => {
  expect(stack.only('aws_api_gateway_request_validator')['validate_request_parameters']).toBe(true);
  const open = QUERY_ROUTES.filter((route) => route.open).map(({ path }) => `GET ${path}`);
  expect(open).toEqual(['GET /query', 'GET /query/health']);
  for (const method of Object.values(stack.resources('aws_api_gateway_method'))) {
    expect(method['request_validator_id']).toBe('${aws_api_gateway_request_validator.validator.id}');
    const declared = { ...(method['request_parameters'] as Readonly<Record<string, boolean>> | undefined) };
    const needs = declared['method.request.header.Authorization'] === true;
    expect([nameOf(stack, method), needs]).toEqual([
      nameOf(stack, method),
      !open.includes(nameOf(stack, method)),
    ]);
  }
  const refusals = Object.values(stack.resources('aws_api_gateway_gateway_response'));
  const refusal = refusals.find((each) => each['response_type'] === 'BAD_REQUEST_PARAMETERS');
  expect(refusal?.['status_code']).toBe('401');
  const templates = refusal?.['response_templates'] as Readonly<Record<string, string>>;
  expect(JSON.parse(templates['application/json'] ?? '')).toMatchObject({
    status: 401,
    code: 'UNAUTHORIZED',
  });
});

test.each([{}, { api_cache: 'true' }])('every method is throttled, by who answers it (%o)', (given) => {
  const settings = Object.values(synthesiseFront(given).resources('aws_api_gateway_method_settings'));
  const byPath = new Map(settings.map((each) => [each['method_path'], each['settings']] as const));
  expect(byPath.get('*/*')).toMatchObject({ throttling_rate_limit: 200, throttling_burst_limit: 400 });
  for (const { service, method, path } of QUERY_ROUTES) {
    const own = byPath.get(`${path.replaceAll('/', '~1')}/${method}`) ?? byPath.get('*/*');
    const { perSecond, burst } = FRONTS[service].throttling;
    expect(own).toMatchObject({ throttling_rate_limit: perSecond, throttling_burst_limit: burst });
  }
});

test('questions about notifications may come 500 times a second, and more in a burst', () => {
  expect(FRONTS.query.throttling.perSecond).toBe(500);
  expect(FRONTS.query.throttling.burst).toBeGreaterThan(FRONTS.query.throttling.perSecond);
});

test('the log has a line of JSON for each request, without what was asked for', () => {
  const logging = synthesiseFront({ log_retention_days: '7' });
  const stage = logging.only('aws_api_gateway_stage');
  const { destination_arn: destination, format } = stage['access_log_settings'] as {
    destination_arn: string;
    format: string;
  };
  expect(destination).toBe('${aws_cloudwatch_log_group.api-log.arn}');
  expect(logging.only('aws_cloudwatch_log_group')['retention_in_days']).toBe(7);
  expect(JSON.parse(format)).toMatchObject({ status: '$context.status', route: '$context.resourcePath' });
  expect(format).not.toMatch(/authorization|querystring|context\.path\b|\n/i);
});

test('the role by which API Gateway logs is set before the stage, unless the account has one', () => {
  expect(stack.only('aws_api_gateway_account')['cloudwatch_role_arn']).toBe(
    '${aws_iam_role.api-logs-role.arn}',
  );
  expect(stack.only('aws_api_gateway_stage')['depends_on']).toEqual(['aws_api_gateway_account.api-account']);
  const without = synthesiseFront({ api_log_role: 'existing' });
  expect(without.resources('aws_api_gateway_account')).toEqual({});
  expect(without.resources('aws_iam_role')).toEqual({});
});

test('a changed route is deployed again, and an unchanged one is not', () => {
  const partsOf = (routes: readonly QueryRoute[]) => {
    const deployment = synthesiseFront({}, routes).only('aws_api_gateway_deployment');
    return (deployment['triggers'] as { parts: string }).parts;
  };
  const [first, ...others] = QUERY_ROUTES;
  if (first === undefined) throw new Error('no routes');
  expect(partsOf(QUERY_ROUTES)).toBe(partsOf([...QUERY_ROUTES]));
  expect(partsOf(others)).not.toBe(partsOf(QUERY_ROUTES));
  expect(partsOf([{ ...first, query: ['limit'] }, ...others])).not.toBe(partsOf(QUERY_ROUTES));
});

test('it is deployed when all its parts are there', () => {
  const parts = ['aws_api_gateway_rest_api_policy', 'aws_api_gateway_method', 'aws_api_gateway_integration'];
  const names = parts.flatMap((type) => Object.keys(stack.resources(type)).map((name) => `${type}.${name}`));
  expect(stack.only('aws_api_gateway_deployment')['depends_on']).toEqual(expect.arrayContaining(names));
});
