import { currentSession, forgetSession, readSession } from '../session/session.ts';
import { ApiError } from './api-error.ts';
import { readProblem } from './read-problem.ts';

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Parameters of the address; those that are undefined or empty are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
}

/**
 * Asks the API, as who is signed in.
 *
 * @returns the parsed answer; undefined for one without a body
 * @throws ApiError with the problem's code. When the session has ended, the sign-in page takes over besides.
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  try {
    return await ask<T>(path, options);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'UNAUTHORIZED') forgetSession();
    // Another tab has signed in anew, and this one still holds what belonged to the session before.
    if (error.code !== 'CSRF_REFUSED' || !isChanging(options)) throw error;
    await readSession();
    return ask<T>(path, options);
  }
}

/** The address of something below `/api`, with its parameters. */
export function addressOf(path: string, query: RequestOptions['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}

async function ask<T>(path: string, options: RequestOptions): Promise<T> {
  const { method = 'GET', body, signal = null, query } = options;
  const response = await fetch(addressOf(path, query), {
    method,
    headers: headersFor(options),
    body: body === undefined ? null : JSON.stringify(body),
    signal,
    credentials: 'same-origin',
  }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw new ApiError({ status: 0, code: 'API_UNREACHABLE', message: '', cause });
  });
  if (!response.ok) throw await readProblem(response);
  if (response.status === 204) return undefined as T;
  return (await response.json().catch((cause: unknown) => {
    throw new ApiError({ status: response.status, code: 'API_ANSWER_INVALID', message: '', cause });
  })) as T;
}

function headersFor(options: RequestOptions): Record<string, string> {
  const csrfToken = currentSession()?.csrf_token;
  return {
    accept: 'application/json',
    ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(isChanging(options) && csrfToken ? { 'x-csrf-token': csrfToken } : {}),
  };
}

function isChanging({ method = 'GET' }: RequestOptions): boolean {
  return method !== 'GET';
}
