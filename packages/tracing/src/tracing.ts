import type { Job } from '@regpipe/contracts';

export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  /** The traceparent of what the span is a part of. One without is the root of a trace of its own. */
  readonly parent?: string | undefined;
  /** `server` answers a request, `producer` and `consumer` are the ends of a message; internal where nothing is said. */
  readonly kind?: 'server' | 'producer' | 'consumer';
  readonly attributes?: Attributes;
  /** Traceparents of what has to do with it and is not a part of it. Those that are none are left out. */
  readonly links?: readonly (string | undefined)[];
  /** In the past, for what turns out to be worth a span when it is over. */
  readonly startedAt?: Date;
}

/** A piece of work in a trace. Whether anybody records it makes no difference to who does the work. */
export interface Span {
  /** For what follows from it. Undefined where nothing is traced and nothing came in. */
  readonly traceparent: string | undefined;
  /** Whether attributes and links are kept: who would have to compute them can spare it. */
  readonly isRecorded: boolean;
  set(attributes: Attributes): void;
  link(traceparent: string | undefined): void;
  /** The work has failed. The span is still to be ended. */
  fail(error: unknown): void;
  /** Only the first call counts. */
  end(at?: Date): void;
}

/** Which run of which job: an attempt is a trace. */
export type TracedJob = Pick<Job, 'id' | 'attempt' | 'created_at'>;

export interface EndedJob {
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly attributes: Attributes;
  /** Why it has not ended well. */
  readonly error?: string | undefined;
}

/** Makes spans, and has them exported somewhere or nowhere. Never throws, and never waits for a collector. */
export interface Tracing {
  readonly isOn: boolean;
  start(name: string, options?: SpanOptions): Span;
  /** The span of a job's attempt as whoever works for it refers to it: the same in every process, before it is recorded. */
  traceparentOf(job: TracedJob): string;
  /** Records the span of a job's attempt, at its end. */
  recordJob(job: TracedJob, ended: EndedJob): void;
  /** Exports what is waiting, for two seconds at most. */
  close(): Promise<void>;
}
