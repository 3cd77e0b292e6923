import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace';

interface Ids {
  readonly traceId: string;
  readonly spanId: string;
}

/** Random ids, but for the spans whose ids are known beforehand. */
export class PresetIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #next: Ids | undefined;

  /** Has the one span that `start` makes take these ids. */
  preset<T>(ids: Ids, start: () => T): T {
    this.#next = ids;
    try {
      return start();
    } finally {
      this.#next = undefined;
    }
  }

  generateTraceId(): string {
    return this.#next?.traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#next?.spanId ?? this.#random.generateSpanId();
  }
}
