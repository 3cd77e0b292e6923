import { NO_TRACING } from '../no-tracing.ts';
import type { SpanOptions, Tracing } from '../tracing.ts';

export interface Recording {
  readonly tracing: Tracing;
  /** `start load`, `fail load: why`, `end load`, in their order. */
  readonly happened: string[];
  readonly started: { readonly name: string; readonly options: SpanOptions | undefined }[];
}

/** Notes what is done with spans; their traceparents are their names. */
export function recordSpans(): Recording {
  const happened: string[] = [];
  const started: Recording['started'] = [];
  const tracing: Tracing = {
    ...NO_TRACING,
    start: (name, options) => {
      happened.push(`start ${name}`);
      started.push({ name, options });
      return {
        traceparent: name,
        isRecorded: true,
        set: () => {},
        link: () => {},
        fail: (error) => void happened.push(`fail ${name}: ${String(error)}`),
        end: () => void happened.push(`end ${name}`),
      };
    },
  };
  return { tracing, happened, started };
}
