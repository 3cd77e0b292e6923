import type {
  Drop,
  DropStatus,
  Job,
  JobMode,
  JobStatus,
  Projection,
  Publication,
  Role,
  Schedule,
  ScheduleRun,
  StartJob,
  Token,
} from '@regpipe/contracts';
import type { z } from 'zod';

import {
  auditPage,
  type AuditPage,
  datasetAnswer,
  type DatasetView,
  dropAnswer,
  dropPage,
  type DropPage,
  jobAnswer,
  jobPage,
  type JobPage,
  nameList,
  newToken,
  type NewToken,
  problemAnswer,
  projectionAnswer,
  publicationAnswer,
  rejectPage,
  type RejectPage,
  runAnswer,
  scheduleAnswer,
  scheduleList,
  type ScheduleList,
  scheduleWithRuns,
  type ScheduleWithRuns,
  tokenAnswer,
  tokenList,
  type TokenList,
} from './api-shapes.ts';
import { ApiError, EXIT } from './cli-error.ts';
import { printable } from './format.ts';
import { type Messages, nextStep } from './messages/index.ts';
import type { Settings } from './settings.ts';

export interface JobQuery {
  readonly dataset?: string | undefined;
  readonly status?: JobStatus | undefined;
  readonly mode?: JobMode | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface RejectQuery {
  readonly type?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface DropQuery {
  readonly dataset?: string | undefined;
  readonly status?: DropStatus | undefined;
  readonly limit?: number | undefined;
}

export interface AuditQuery {
  /** The file as a whole, or its rows. */
  readonly about: 'file' | 'rows';
  readonly limit: number;
}

export interface TokenRequest {
  readonly name: string;
  readonly role: Role;
  readonly expiresAt?: string;
}

/** What is not said is as the API has it. */
export interface ScheduleRequest {
  readonly dataset: string;
  readonly mode: JobMode;
  readonly source?: string;
  readonly cron?: string;
  readonly every_minutes?: number;
  readonly time_zone?: string;
  readonly repeats?: number;
  readonly enabled?: boolean;
}

/** The gateway's HTTP API, as far as the CLI needs it. Every method throws ApiError. */
export interface ApiClient {
  readonly url: string;
  dataset(name: string): Promise<DatasetView>;
  start(request: StartJob): Promise<Job>;
  /** Newest first. */
  jobs(query: JobQuery, signal?: AbortSignal): Promise<JobPage>;
  job(id: number, signal?: AbortSignal): Promise<Job>;
  resume(id: number, accept: boolean): Promise<Job>;
  redrive(id: number): Promise<Job>;
  cancel(id: number): Promise<Job>;
  rollBack(dataset: string): Promise<Publication>;
  /** Begins one, or gives the one that is on its way. */
  rebuild(projection: string): Promise<Projection>;
  projection(name: string, signal?: AbortSignal): Promise<Projection>;
  rejects(jobId: number, query: RejectQuery): Promise<RejectPage>;
  /** All of them as CSV, as it comes in. */
  rejectsCsv(jobId: number): Promise<ReadableStream<Uint8Array>>;
  /** Newest first. */
  drops(query: DropQuery, signal?: AbortSignal): Promise<DropPage>;
  drop(id: number): Promise<Drop>;
  /** Oldest first. */
  audit(dropId: number, query: AuditQuery): Promise<AuditPage>;
  /** What there is of a kind, by its names. */
  names(kind: 'datasets' | 'tokens' | 'schedules', signal?: AbortSignal): Promise<string[]>;
  schedules(): Promise<ScheduleList>;
  schedule(name: string): Promise<ScheduleWithRuns>;
  setSchedule(name: string, request: ScheduleRequest): Promise<Schedule>;
  enableSchedule(name: string, enabled: boolean): Promise<Schedule>;
  runSchedule(name: string): Promise<ScheduleRun>;
  removeSchedule(name: string): Promise<void>;
  tokens(): Promise<TokenList>;
  addToken(request: TokenRequest): Promise<NewToken>;
  revokeToken(name: string): Promise<Token>;
}

interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Longer than the gateway gives the services behind it, so that its own answer arrives first. */
const ANSWER_TIMEOUT_MS = 20_000;

export function createApiClient(settings: Settings, messages: Messages): ApiClient {
  const { url, token } = settings;

  /** Sends a request and has its answer read, both within the time limit. */
  async function send<T>(
    path: string,
    request: Request,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), ANSWER_TIMEOUT_MS);
    const signals = request.signal === undefined ? [limit.signal] : [limit.signal, request.signal];
    try {
      const response = await fetch(url + path, {
        method: request.method ?? 'GET',
        headers: {
          accept: 'application/json, application/problem+json, text/csv',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: request.body === undefined ? null : JSON.stringify(request.body),
        signal: AbortSignal.any(signals),
      });
      if (!response.ok) throw await problem(response);
      return await read(response);
    } catch (cause) {
      if (cause instanceof ApiError || request.signal?.aborted) throw cause;
      if (cause instanceof SyntaxError) throw foreignAnswer(path, cause.message, cause);
      throw limit.signal.aborted ? timedOut(cause) : unreachable(cause);
    } finally {
      clearTimeout(timer);
    }
  }

  async function ask<T extends z.ZodType>(
    schema: T,
    path: string,
    request: Request = {},
  ): Promise<z.output<T>> {
    const body = await send<unknown>(path, request, (response) => response.json());
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw foreignAnswer(path, fields.join('; '), parsed.error);
  }

  async function problem(response: Response): Promise<ApiError> {
    const parsed = problemAnswer.safeParse(await response.json().catch(() => undefined));
    const { code, detail, title, next } = parsed.data ?? {};
    return new ApiError({
      code: code ?? `HTTP_${response.status}`,
      message: printable(detail ?? title ?? messages.errors.httpStatus(response.status, url)),
      next: nextStep(messages, code) ?? next ?? messages.errors.httpStatusNext,
      status: response.status,
    });
  }

  function unreachable(cause: unknown): ApiError {
    return new ApiError({
      code: 'API_UNREACHABLE',
      message: messages.errors.unreachable(url, networkReason(cause)),
      next: messages.errors.unreachableNext,
      exitCode: EXIT.unreachable,
      cause,
    });
  }

  function timedOut(cause: unknown): ApiError {
    return new ApiError({
      code: 'API_TIMED_OUT',
      message: messages.errors.timedOut(url, ANSWER_TIMEOUT_MS / 1000),
      next: messages.errors.timedOutNext,
      exitCode: EXIT.unreachable,
      cause,
    });
  }

  function foreignAnswer(path: string, details: string, cause: unknown): ApiError {
    return new ApiError({
      code: 'API_ANSWER_INVALID',
      message: messages.errors.foreignAnswer(url + path, details),
      next: messages.errors.foreignAnswerNext,
      exitCode: EXIT.unreachable,
      status: 200,
      cause,
    });
  }

  return {
    url,
    dataset: (name) => ask(datasetAnswer, `/api/datasets/${encodeURIComponent(name)}`),
    start: (request) => ask(jobAnswer, '/api/jobs', { method: 'POST', body: request }),
    jobs: (query, signal) => ask(jobPage, `/api/jobs${queryString({ ...query })}`, { signal }),
    job: (id, signal) => ask(jobAnswer, `/api/jobs/${id}`, { signal }),
    resume: (id, accept) =>
      ask(jobAnswer, `/api/jobs/${id}/resume`, { method: 'POST', ...(accept ? { body: { accept } } : {}) }),
    redrive: (id) => ask(jobAnswer, `/api/jobs/${id}/redrive`, { method: 'POST' }),
    cancel: (id) => ask(jobAnswer, `/api/jobs/${id}/cancel`, { method: 'POST' }),
    rollBack: (dataset) =>
      ask(publicationAnswer, `/api/datasets/${encodeURIComponent(dataset)}/rollback`, { method: 'POST' }),
    rebuild: (name) => ask(projectionAnswer, `${projectionPath(name)}/rebuild`, { method: 'POST' }),
    projection: (name, signal) => ask(projectionAnswer, projectionPath(name), { signal }),
    rejects: (jobId, query) => ask(rejectPage, `/api/jobs/${jobId}/errors${queryString({ ...query })}`),
    drops: (query, signal) => ask(dropPage, `/api/drops${queryString({ ...query })}`, { signal }),
    drop: (id) => ask(dropAnswer, `/api/drops/${id}`),
    audit: (dropId, query) => ask(auditPage, `/api/drops/${dropId}/audit${queryString({ ...query })}`),
    names: async (kind, signal) =>
      (await ask(nameList, `/api/${kind}`, { signal })).items.map(({ name }) => name),
    schedules: () => ask(scheduleList, '/api/schedules'),
    schedule: (name) => ask(scheduleWithRuns, schedulePath(name)),
    setSchedule: (name, body) => ask(scheduleAnswer, schedulePath(name), { method: 'PUT', body }),
    enableSchedule: (name, enabled) =>
      ask(scheduleAnswer, schedulePath(name), { method: 'PATCH', body: { enabled } }),
    runSchedule: (name) => ask(runAnswer, `${schedulePath(name)}/run`, { method: 'POST' }),
    removeSchedule: (name) => send(schedulePath(name), { method: 'DELETE' }, () => Promise.resolve()),
    tokens: () => ask(tokenList, '/api/tokens'),
    addToken: (request) => ask(newToken, '/api/tokens', { method: 'POST', body: request }),
    revokeToken: (name) => ask(tokenAnswer, `/api/tokens/${encodeURIComponent(name)}`, { method: 'DELETE' }),
    rejectsCsv: async (jobId) => {
      const body = await send(`/api/jobs/${jobId}/errors.csv`, {}, (response) =>
        Promise.resolve(response.body),
      );
      return body ?? new ReadableStream({ start: (controller) => controller.close() });
    },
  };
}

function projectionPath(name: string): string {
  return `/api/projections/${encodeURIComponent(name)}`;
}

function schedulePath(name: string): string {
  return `/api/schedules/${encodeURIComponent(name)}`;
}

function queryString(query: Readonly<Record<string, string | number | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) given.set(name, String(value));
  }
  return given.size === 0 ? '' : `?${given.toString()}`;
}

/** The system's word for why a connection failed, such as ECONNREFUSED: `fetch` hides it in the cause. */
function networkReason(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.message : String(cause);
}
