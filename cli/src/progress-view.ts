import { ACTIVE_STATUSES, type Job } from '@regpipe/contracts';
import { SingleBar } from 'cli-progress';

import { describeProgress, shareDone } from './describe-progress.ts';
import { displayWidth, padEnd } from './format.ts';
import { createMeter } from './measure-progress.ts';
import type { Messages } from './messages/index.ts';
import type { Output } from './output.ts';

/** Shows a running job: one moving bar on a terminal, a plain line now and then elsewhere. */
export interface ProgressView {
  show(job: Job): void;
  /** Something about the watching itself, such as a gateway that does not answer. */
  note(text: string): void;
  /** Leaves the terminal as it was. Idempotent. */
  end(): void;
}

const WIDEST_BAR = 24;
const NARROWEST_BAR = 6;
/** What label and description need; the bar gets what is left. */
const TEXT_COLUMNS = 76;
const REDRAWS_PER_SECOND = 8;
const PLAIN_INTERVAL_MS = 2_000;

export function createProgressView(output: Output, messages: Messages): ProgressView {
  return output.stream.isTTY ? createBarView(output, messages) : createPlainView(output, messages);
}

function createBarView(output: Output, messages: Messages): ProgressView {
  const { stream, style } = output;
  const measure = createMeter();
  const labelColumns = widestStatus(messages);
  let share = 0;
  let label = '';
  let text = '';
  const draw = () => {
    const columns = Math.min(WIDEST_BAR, Math.max(NARROWEST_BAR, stream.columns - TEXT_COLUMNS));
    const full = Math.round(share * columns);
    const drawn = style('cyan', '█'.repeat(full)) + style('dim', '░'.repeat(columns - full));
    return `${style('bold', label)}  ${drawn}  ${text}`;
  };
  const bar = new SingleBar({
    stream,
    format: draw,
    fps: REDRAWS_PER_SECOND,
    hideCursor: true,
    linewrap: false,
    clearOnComplete: true,
    // The command owns the signals; it ends the view itself.
    gracefulExit: false,
  });
  const update = () => (bar.isActive ? bar.update(share) : bar.start(1, share));
  return {
    show(job) {
      const now = measure(job);
      share = shareDone(now) ?? 0;
      label = padEnd(messages.statuses[job.status], labelColumns);
      text = describeProgress(job, now, messages);
      update();
    },
    note(notice) {
      text = style('yellow', notice);
      update();
    },
    end: () => bar.stop(),
  };
}

function createPlainView(output: Output, messages: Messages): ProgressView {
  const measure = createMeter();
  const labelColumns = widestStatus(messages);
  let shownState = '';
  let shownAt = 0;
  let noted = false;
  return {
    show(job) {
      const now = measure(job);
      const state = `${job.status} ${job.progress?.publish_step ?? ''}`;
      noted = false;
      if (state === shownState && performance.now() - shownAt < PLAIN_INTERVAL_MS) return;
      shownState = state;
      shownAt = performance.now();
      const status = padEnd(messages.statuses[job.status], labelColumns);
      output.line(`${status}  ${describeProgress(job, now, messages)}`);
    },
    note(text) {
      if (!noted) output.line(text);
      noted = true;
    },
    end: () => undefined,
  };
}

function widestStatus(messages: Messages): number {
  return Math.max(...ACTIVE_STATUSES.map((status) => displayWidth(messages.statuses[status])));
}
