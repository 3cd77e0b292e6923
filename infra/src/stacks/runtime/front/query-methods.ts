import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration/index.js';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method/index.js';
import { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource/index.js';
import type { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';

import type { ProjectStack } from '../../../constructs/project-stack.ts';
import { pathParametersOf, type QueryRoute } from './query-routes.ts';

/** The longest that a REST API waits without an agreement with AWS; a data set's query ends after ten. */
const TIMEOUT_MS = 29_000;

const AUTHORIZATION = 'method.request.header.Authorization';

export interface QueryMethodsOptions {
  readonly api: ApiGatewayRestApi;
  readonly routes: readonly QueryRoute[];
  /** Refuses a request without the parameters that its method requires. */
  readonly validatorId: string;
  readonly vpcLinkId: string;
  readonly loadBalancerArn: string;
  /** Scheme and host of the load balancer, as in `http://name`. */
  readonly origin: string;
}

/**
 * A method for each route, handed on to the load balancer with its path, query, headers and body as they came.
 *
 * @returns what a deployment has to wait for
 */
export function addQueryMethods(
  stack: ProjectStack,
  options: QueryMethodsOptions,
): (ApiGatewayMethod | ApiGatewayIntegration)[] {
  const resources = new Map<string, ApiGatewayResource>();

  /** The resource of a path, with those above it; each is made once. */
  const resourceIdOf = (path: string): string => {
    if (path === '') return options.api.rootResourceId;
    const known = resources.get(path);
    if (known !== undefined) return known.id;
    const cut = path.lastIndexOf('/');
    const resource = new ApiGatewayResource(stack, `path-${idOf(path)}`, {
      restApiId: options.api.id,
      parentId: resourceIdOf(path.slice(0, cut)),
      pathPart: path.slice(cut + 1),
    });
    resources.set(path, resource);
    return resource.id;
  };

  return options.routes.flatMap((route) => addMethod(stack, options, route, resourceIdOf(route.path)));
}

function addMethod(stack: ProjectStack, options: QueryMethodsOptions, route: QueryRoute, resourceId: string) {
  const { api, validatorId, vpcLinkId, loadBalancerArn, origin } = options;
  const id = `${route.method.toLowerCase()}-${idOf(route.path)}`;
  const paths = pathParametersOf(route);
  const method = new ApiGatewayMethod(stack, id, {
    restApiId: api.id,
    resourceId,
    httpMethod: route.method,
    // It is the services who know the tokens.
    authorization: 'NONE',
    requestValidatorId: validatorId,
    requestParameters: {
      ...(route.open ? {} : { [AUTHORIZATION]: true }),
      ...Object.fromEntries(paths.map((name) => [`method.request.path.${name}`, true])),
      ...Object.fromEntries(route.query.map((name) => [`method.request.querystring.${name}`, false])),
    },
  });
  const integration = new ApiGatewayIntegration(stack, `forward-${id}`, {
    restApiId: api.id,
    resourceId,
    httpMethod: method.httpMethod,
    type: 'HTTP_PROXY',
    integrationHttpMethod: route.method,
    connectionType: 'VPC_LINK',
    connectionId: vpcLinkId,
    integrationTarget: loadBalancerArn,
    uri: `${origin}${route.path}`,
    requestParameters: Object.fromEntries(
      paths.map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]),
    ),
    timeoutMilliseconds: TIMEOUT_MS,
    ...(route.cacheS > 0 && stack.settings.api_cache ? { cacheKeyParameters: cacheKeyOf(route) } : {}),
  });
  return [method, integration];
}

/**
 * All that an answer depends on. Without the token in it one caller would be shown what another may see; the token is
 * required and goes before any cookie, so that nothing else says who is asking.
 */
function cacheKeyOf(route: QueryRoute): string[] {
  return [
    AUTHORIZATION,
    ...pathParametersOf(route).map((name) => `method.request.path.${name}`),
    ...route.query.map((name) => `method.request.querystring.${name}`),
  ];
}

/** `api-jobs-id` for `/api/jobs/{id}`. */
function idOf(path: string): string {
  return path.slice(1).replaceAll('/', '-').replaceAll(/[{}]/g, '');
}
