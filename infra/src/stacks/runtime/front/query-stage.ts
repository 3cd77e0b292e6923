import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings/index.js';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';

import type { ProjectStack } from '../../../constructs/project-stack.ts';
import { addApiLogRole } from './api-log-role.ts';
import { type FrontService, FRONTS } from './fronts.ts';
import type { QueryRoute } from './query-routes.ts';

/** The first part of every path: the API does not need another stage. */
export const STAGE = 'query';

const CACHE_SIZE_GB = '0.5';

/** One line for a request, in JSON. Of the path only its pattern: what was searched for is nobody's business. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  vpcEndpoint: '$context.identity.vpceId',
  method: '$context.httpMethod',
  route: '$context.resourcePath',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  gatewayLatencyMs: '$context.integration.latency',
  gatewayStatus: '$context.integration.status',
  errorType: '$context.error.responseType',
};

export interface QueryStageOptions {
  readonly restApiId: string;
  readonly deploymentId: string;
  readonly routes: readonly QueryRoute[];
}

/** Where the API is called: its log, its limits and, where it is wanted, its cache. */
export function addQueryStage(stack: ProjectStack, options: QueryStageOptions): ApiGatewayStage {
  const { restApiId, deploymentId, routes } = options;
  const { api_cache: hasCache, log_retention_days: retentionInDays } = stack.settings;
  const log = new CloudwatchLogGroup(stack, 'api-log', {
    name: `/apigateway/${stack.named('query')}`,
    retentionInDays,
  });
  const account = addApiLogRole(stack);
  const stage = new ApiGatewayStage(stack, 'stage', {
    restApiId,
    deploymentId,
    stageName: STAGE,
    xrayTracingEnabled: false,
    accessLogSettings: { destinationArn: log.arn, format: JSON.stringify(ACCESS_LOG) },
    ...(hasCache ? { cacheClusterEnabled: true, cacheClusterSize: CACHE_SIZE_GB } : {}),
    dependsOn: account === undefined ? [] : [account],
  });

  const settings = (id: string, methodPath: string, service: FrontService, cacheS: number) =>
    new ApiGatewayMethodSettings(stack, id, {
      restApiId,
      stageName: stage.stageName,
      methodPath,
      settings: {
        ...throttlingOf(service),
        metricsEnabled: true,
        // Those of executions would hold requests with their headers.
        loggingLevel: 'OFF',
        dataTraceEnabled: false,
        cachingEnabled: cacheS > 0,
        ...(cacheS > 0 ? { ...CACHE, cacheTtlInSeconds: cacheS } : {}),
      },
    });
  settings('of-all', '*/*', REST, 0);
  for (const { service, method, path, cacheS } of routes) {
    const keptS = hasCache ? cacheS : 0;
    // Settings of a method take the place of those of all, whole.
    if (service === REST && keptS === 0) continue;
    const id = `of-${method.toLowerCase()}${path.replaceAll(/[/{}]+/g, '-').replace(/-$/, '')}`;
    settings(id, `${path.replaceAll('/', '~1')}/${method}`, service, keptS);
  }
  return stage;
}

/** Whose limits hold where nothing else is said. */
const REST: FrontService = 'gateway';

/** Of each method, whoever calls it. */
function throttlingOf(service: FrontService) {
  const { perSecond, burst } = FRONTS[service].throttling;
  return { throttlingRateLimit: perSecond, throttlingBurstLimit: burst };
}

const CACHE = {
  cacheDataEncrypted: true,
  // A caller cannot empty it with Cache-Control, and is answered from it all the same.
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITHOUT_RESPONSE_HEADER',
};
