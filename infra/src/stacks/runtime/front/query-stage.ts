import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings/index.js';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';

import type { ProjectStack } from '../../../constructs/project-stack.ts';
import { addApiLogRole } from './api-log-role.ts';
import type { QueryRoute } from './query-routes.ts';

/** The first part of every path: the API does not need another stage. */
export const STAGE = 'query';

/** Of all callers together. The gateway has a limit of its own for each, 12,000 a minute. */
const THROTTLING = { throttlingRateLimit: 200, throttlingBurstLimit: 400 };

/** How long an answer may be out of date, and a revoked token still be shown what it was shown before. */
const CACHE_TTL_S = 60;
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

  const settings = (id: string, methodPath: string, isCached: boolean) =>
    new ApiGatewayMethodSettings(stack, id, {
      restApiId,
      stageName: stage.stageName,
      methodPath,
      settings: {
        ...THROTTLING,
        metricsEnabled: true,
        // Those of executions would hold requests with their headers.
        loggingLevel: 'OFF',
        dataTraceEnabled: false,
        cachingEnabled: isCached,
        ...(isCached ? CACHE : {}),
      },
    });
  settings('of-all', '*/*', false);
  for (const [index, { path }] of (hasCache ? routes.filter(({ cached }) => cached) : []).entries()) {
    settings(`cached-${index}`, `${path.replaceAll('/', '~1')}/GET`, true);
  }
  return stage;
}

const CACHE = {
  cacheTtlInSeconds: CACHE_TTL_S,
  cacheDataEncrypted: true,
  // A caller cannot empty it with Cache-Control, and is answered from it all the same.
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITHOUT_RESPONSE_HEADER',
};
