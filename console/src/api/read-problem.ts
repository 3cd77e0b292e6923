import { ApiError, type BadField } from './api-error.ts';

interface Problem {
  readonly code: ApiError['code'];
  readonly detail: string;
  readonly errors?: readonly BadField[];
}

/** The error that a refusing answer stands for. A proxy in between may answer with something else than a problem document. */
export async function readProblem(response: Response): Promise<ApiError> {
  const { status, statusText } = response;
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) {
    return new ApiError({ status, code: body.code, message: body.detail, badFields: body.errors ?? [] });
  }
  return new ApiError({ status, code: 'API_ANSWER_INVALID', message: `HTTP ${status} ${statusText}`.trim() });
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  return (
    'code' in body && typeof body.code === 'string' && 'detail' in body && typeof body.detail === 'string'
  );
}
