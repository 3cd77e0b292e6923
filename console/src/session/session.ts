import type { Role } from '@regpipe/contracts';
import { signal } from '@preact/signals';

import { ApiError } from '../api/api-error.ts';
import { readProblem } from '../api/read-problem.ts';

/** Who is signed in, as GET /api/session says it. */
export interface Session {
  /** Of the token. */
  readonly name: string;
  readonly role: Role;
  readonly csrf_token: string | null;
}

/** `unknown` until the API was asked for the first time; `none` while nobody is signed in. */
export type SessionState = Session | 'none' | 'unknown';

/** What all pages look at. Changed by the functions below only. */
export const sessionState = signal<SessionState>('unknown');

export function currentSession(): Session | undefined {
  const state = sessionState.value;
  return typeof state === 'string' ? undefined : state;
}

/** Whether who is signed in may start, stop and change things. */
export function mayOperate(): boolean {
  const session = currentSession();
  return session?.role === 'operator' || session?.role === 'admin';
}

/** Asks whose session the cookie is. @throws ApiError when the API does not answer */
export async function readSession(): Promise<void> {
  const response = await askSession('GET');
  if (response.ok) sessionState.value = (await response.json()) as Session;
  else if (response.status === 401) sessionState.value = 'none';
  else throw await readProblem(response);
}

/** Opens a session. @throws ApiError UNAUTHORIZED for a token that opens nothing */
export async function signIn(token: string): Promise<void> {
  const response = await askSession('POST', { token });
  if (!response.ok) throw await readProblem(response);
  sessionState.value = (await response.json()) as Session;
}

/** Ends the session. @throws ApiError when the API does not answer */
export async function signOut(): Promise<void> {
  const response = await askSession('DELETE');
  if (!response.ok && response.status !== 401) throw await readProblem(response);
  forgetSession();
}

/** The API has said that the session is over. */
export function forgetSession(): void {
  sessionState.value = 'none';
}

function askSession(method: string, body?: object): Promise<Response> {
  const csrfToken = currentSession()?.csrf_token;
  return fetch('/api/session', {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(csrfToken ? { 'x-csrf-token': csrfToken } : {}),
    },
    body: body === undefined ? null : JSON.stringify(body),
    credentials: 'same-origin',
  }).catch((cause: unknown) => {
    throw new ApiError({ status: 0, code: 'API_UNREACHABLE', message: '', cause });
  });
}
