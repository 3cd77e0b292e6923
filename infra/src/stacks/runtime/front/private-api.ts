import { createHash } from 'node:crypto';

import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment/index.js';
import { ApiGatewayRequestValidator } from '@cdktf/provider-aws/lib/api-gateway-request-validator/index.js';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import { ApiGatewayRestApiPolicy } from '@cdktf/provider-aws/lib/api-gateway-rest-api-policy/index.js';
import { Apigatewayv2VpcLink } from '@cdktf/provider-aws/lib/apigatewayv2-vpc-link/index.js';
import { Lazy } from 'cdktf';

import type { ProjectStack } from '../../../constructs/project-stack.ts';
import type { Network } from '../../network/network.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { addQueryMethods } from './query-methods.ts';
import { queryPolicy } from './query-policy.ts';
import { addQueryRefusals } from './query-refusals.ts';
import { QUERY_ROUTES, type QueryRoute } from './query-routes.ts';
import { addQueryStage, STAGE } from './query-stage.ts';

export interface PrivateApiOptions {
  readonly network: Pick<Network, 'privateSubnetIds' | 'securityGroupIds' | 'executeApiEndpointId'>;
  readonly loadBalancer: Pick<LoadBalancer, 'arn' | 'dnsName' | 'scheme'>;
  readonly routes?: readonly QueryRoute[];
}

export interface PrivateApi {
  readonly id: string;
  /** What stands in front of the services' own paths; it resolves within the VPC. */
  readonly url: string;
}

/** Answers to queries, for callers in the VPC alone (decision 0016). */
export function addPrivateApi(stack: ProjectStack, options: PrivateApiOptions): PrivateApi {
  const { network, loadBalancer, routes = QUERY_ROUTES } = options;
  const endpointId = network.executeApiEndpointId;
  const api = new ApiGatewayRestApi(stack, 'api', {
    name: stack.named('query'),
    description: 'Queries on what is published, on its jobs and on notifications, for callers in the VPC',
    endpointConfiguration: { types: ['PRIVATE'], vpcEndpointIds: [endpointId] },
  });
  const policy = new ApiGatewayRestApiPolicy(stack, 'api-policy', {
    restApiId: api.id,
    policy: queryPolicy({ executionArn: api.executionArn, stage: STAGE, endpointId }),
  });
  const validator = new ApiGatewayRequestValidator(stack, 'validator', {
    restApiId: api.id,
    name: 'parameters',
    validateRequestParameters: true,
    validateRequestBody: false,
  });
  const link = new Apigatewayv2VpcLink(stack, 'vpc-link', {
    name: stack.named('query'),
    subnetIds: [...network.privateSubnetIds],
    securityGroupIds: [network.securityGroupIds['vpc-link']],
  });
  const host = stack.settings.gateway_domain ?? loadBalancer.dnsName;
  const methods = addQueryMethods(stack, {
    api,
    routes,
    validatorId: validator.id,
    vpcLinkId: link.id,
    loadBalancerArn: loadBalancer.arn,
    origin: `${loadBalancer.scheme}://${host}`,
  });
  const refusals = addQueryRefusals(stack, api.id);
  const parts = [policy, ...methods, ...refusals];
  const deployment = new ApiGatewayDeployment(stack, 'deployment', {
    restApiId: api.id,
    // What has been deployed stays as it was then: whatever its parts say or refer to makes another one.
    triggers: {
      parts: Lazy.stringValue({
        produce: (context) => digestOf(parts.map((part): unknown => context.resolve(part.toTerraform()))),
      }),
      vpcLink: link.id,
      loadBalancer: loadBalancer.arn,
      host,
      endpoint: endpointId,
    },
    dependsOn: parts,
    // The stage moves on to the new one before the old one goes.
    lifecycle: { createBeforeDestroy: true },
  });
  const stage = addQueryStage(stack, { restApiId: api.id, deploymentId: deployment.id, routes });
  return { id: api.id, url: stage.invokeUrl };
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
