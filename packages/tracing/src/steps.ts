import type { Attributes, Span, Tracing } from './tracing.ts';

export interface StepOptions {
  readonly tracing: Tracing;
  /** The work that has the steps. */
  readonly parent: Span;
  /** Told how long each took, whether it succeeded or not. */
  readonly onStep?: (name: string, seconds: number) => void;
}

/** Work that consists of steps, one after the other: each is a span, and ends where the next begins. */
export class Steps {
  readonly #options: StepOptions;
  #current: { readonly name: string; readonly span: Span; readonly startedAt: number } | undefined;

  constructor(options: StepOptions) {
    this.#options = options;
  }

  /** Ends the step before, if there is one. */
  next(name: string, attributes: Attributes = {}): void {
    this.end();
    const { tracing, parent } = this.#options;
    const span = tracing.start(name, { parent: parent.traceparent, attributes });
    this.#current = { name, span, startedAt: performance.now() };
  }

  /** Ends the last step. */
  end(): void {
    const current = this.#current;
    this.#current = undefined;
    if (current === undefined) return;
    current.span.end();
    this.#options.onStep?.(current.name, (performance.now() - current.startedAt) / 1_000);
  }

  /** Ends the step at work as failed, where there is one. */
  fail(error: unknown): void {
    this.#current?.span.fail(error);
    this.end();
  }
}
