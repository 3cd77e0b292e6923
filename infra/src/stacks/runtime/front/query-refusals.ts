import { ApiGatewayGatewayResponse } from '@cdktf/provider-aws/lib/api-gateway-gateway-response/index.js';
import { ERROR_CODES, type ErrorCode } from '@regpipe/contracts';

import type { ProjectStack } from '../../../constructs/project-stack.ts';

interface Refusal {
  readonly code: ErrorCode;
  readonly title: string;
  readonly detail: string;
}

/** Said for the gateway of a path that the API does not have; API Gateway itself speaks of a missing or a wrong signature. */
const NO_ROUTE: Refusal = {
  code: 'NOT_FOUND',
  title: 'Not found',
  detail: 'This API has no such route.',
};

/** What API Gateway refuses by itself, as the gateway would say it. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  // The only parameter that can be missing: those of the path are there once the route is found.
  BAD_REQUEST_PARAMETERS: {
    code: 'UNAUTHORIZED',
    title: 'Unauthorized',
    detail: 'This needs a bearer token.',
  },
  MISSING_AUTHENTICATION_TOKEN: NO_ROUTE,
  INVALID_SIGNATURE: NO_ROUTE,
  THROTTLED: {
    code: 'TOO_MANY_REQUESTS',
    title: 'Too many requests',
    detail: 'This API answers no more requests just now.',
  },
};

/** Problem documents for what does not reach the gateway, so that a client reads one form of them. */
export function addQueryRefusals(stack: ProjectStack, restApiId: string): ApiGatewayGatewayResponse[] {
  return Object.entries(REFUSALS).map(([responseType, { code, title, detail }]) => {
    const { status, next } = ERROR_CODES[code];
    const problem = {
      type: `/docs/errors#${code}`,
      title,
      status,
      detail,
      code,
      next: next.replaceAll('"', "'"),
      instance: 'urn:uuid:$context.requestId',
    };
    return new ApiGatewayGatewayResponse(
      stack,
      `refusal-${responseType.toLowerCase().replaceAll('_', '-')}`,
      {
        restApiId,
        responseType,
        statusCode: String(status),
        responseTemplates: { 'application/json': JSON.stringify(problem) },
        responseParameters: { 'gatewayresponse.header.Content-Type': "'application/problem+json'" },
      },
    );
  });
}
