import type { Job } from '@regpipe/contracts';
import { createMeter } from '@regpipe/progress';

import { createLiveBlock } from './live-block.ts';
import type { Messages } from './messages/index.ts';
import type { Output } from './output.ts';
import { describeInOneLine, stageKey } from './progress-line.ts';
import { describeStages } from './stage-lines.ts';

/** Shows a running job: on a terminal a bar for each stage, elsewhere a plain line now and then. */
export interface ProgressView {
  show(job: Job): void;
  /** Something about the watching itself, such as a gateway that does not answer. */
  note(text: string): void;
  /** Leaves the terminal as it was. Idempotent. */
  end(): void;
}

const PLAIN_INTERVAL_MS = 2_000;

/** @param earlier jobs of the data set that tell how long publishing takes */
export function createProgressView(
  output: Output,
  messages: Messages,
  earlier: readonly Job[],
): ProgressView {
  return output.redraws
    ? createBlockView(output, messages, earlier)
    : createPlainView(output, messages, earlier);
}

function createBlockView(
  { stream, style }: Output,
  messages: Messages,
  earlier: readonly Job[],
): ProgressView {
  const measure = createMeter({ earlier });
  const block = createLiveBlock(stream);
  let draw: ((columns: number, notice?: string) => string[]) | undefined;
  return {
    show(job) {
      const now = measure(job);
      const drawNow = (columns: number, notice?: string) =>
        describeStages(job, now, { messages, style, columns, notice });
      draw = drawNow;
      block.draw(drawNow);
    },
    note(text) {
      const last = draw;
      block.draw((columns) => last?.(columns, text) ?? [style('yellow', text)]);
    },
    end: () => block.clear(),
  };
}

function createPlainView(output: Output, messages: Messages, earlier: readonly Job[]): ProgressView {
  const measure = createMeter({ earlier });
  let shownKey = '';
  let shownAt = 0;
  let noted = false;
  return {
    show(job) {
      const now = measure(job);
      const key = stageKey(job, now);
      noted = false;
      if (key === shownKey && performance.now() - shownAt < PLAIN_INTERVAL_MS) return;
      shownKey = key;
      shownAt = performance.now();
      output.line(describeInOneLine(job, now, messages));
    },
    note(text) {
      if (!noted) output.line(text);
      noted = true;
    },
    end: () => undefined,
  };
}
