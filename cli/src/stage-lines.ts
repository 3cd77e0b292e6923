import type { Job } from '@regpipe/contracts';
import type { Measure, Stage, StageState } from '@regpipe/progress';

import {
  describeAmount,
  describeRate,
  describeRemaining,
  describeShare,
  describeStep,
  formatRemaining,
} from './describe-stage.ts';
import {
  alignColumns,
  type Alignment,
  displayWidth,
  formatWholeSeconds,
  padEnd,
  printable,
} from './format.ts';
import type { Messages } from './messages/index.ts';
import type { Look, Style } from './output.ts';

export interface LineContext {
  readonly messages: Messages;
  readonly style: Style;
  /** Of the terminal. */
  readonly columns: number;
  /** What is to be said of the watching itself, instead of the remaining time. */
  readonly notice?: string | undefined;
}

/** From here on there is room for words beside the numbers; below the second, for the amounts no more. */
const WIDE_COLUMNS = 110;
const AMOUNT_COLUMNS = 76;
const NARROWEST_BAR = 8;
const WIDEST_BAR = 24;
/** What stands beside a bar in a terminal of 60 columns; of more columns the bar gets a share. */
const BESIDE_BAR = 52;
const BAR_SHARE = 4;
const BAR_LOOKS: Readonly<Record<StageState, Look>> = {
  waiting: 'dim',
  active: 'cyan',
  done: 'green',
  failed: 'red',
};

/** A job in lines for a terminal: what it is and how long it will take, then a bar for each stage. Pure. */
export function describeStages(job: Job, measure: Measure, context: LineContext): string[] {
  const rows = measure.stages.map((stage) => cells(stage, context));
  const alignments: Alignment[] = ['right', 'right', 'right', 'left'];
  const texts = alignColumns(rows, alignments);
  const labels = measure.stages.map(({ name }) => context.messages.progress.stages[name]);
  const width = Math.max(...labels.map(displayWidth));
  const lines = measure.stages.map((stage, index) => {
    const label = padEnd(labels[index] ?? '', width);
    return `  ${label}  ${bar(stage, context)}  ${texts[index] ?? ''}${stepBehind(stage, context)}`;
  });
  return [head(job, measure, context), ...lines];
}

function head(job: Job, measure: Measure, { messages, style, columns, notice }: LineContext): string {
  const remaining = describeRemaining(job, measure, messages);
  const dataset = printable(job.dataset);
  const parts = (name: string) =>
    [
      style('bold', messages.progress.job(job.id)),
      name,
      style('cyan', messages.statuses[job.status]),
      formatWholeSeconds(job.seconds ?? 0, messages.time),
      notice === undefined ? remaining : style('yellow', notice),
    ].filter((part) => part !== '');
  const whole = parts(dataset).join('  ');
  // What its user has typed is the first that can be done without.
  return displayWidth(whole) < columns ? whole : parts('').join('  ');
}

function bar({ share, state }: Stage, { style, columns }: LineContext): string {
  const room = NARROWEST_BAR + Math.floor((columns - BESIDE_BAR - NARROWEST_BAR) / BAR_SHARE);
  const length = Math.min(Math.max(room, NARROWEST_BAR), WIDEST_BAR);
  const full = Math.floor((share ?? 0) * length);
  return style(BAR_LOOKS[state], '█'.repeat(full)) + style('dim', '░'.repeat(length - full));
}

/** What stands behind a bar: share, amount, rate, and how it goes on. */
function cells(stage: Stage, { messages, style, columns }: LineContext): string[] {
  const wide = columns >= WIDE_COLUMNS;
  const share = stage.state === 'waiting' ? '' : describeShare(stage);
  if (isPublishing(stage)) return [share];
  const amount = columns < AMOUNT_COLUMNS ? '' : describeAmount(stage, wide, messages);
  return [share, amount, describeRate(stage, wide, messages), outlook(stage, messages, style)];
}

/** Its step takes more room than a column has, and the others have nothing to say by then. */
function isPublishing({ name, state }: Stage): boolean {
  return name === 'publish' && state === 'active';
}

function stepBehind(stage: Stage, { messages }: LineContext): string {
  return isPublishing(stage) ? `  ${describeStep(stage, messages)}` : '';
}

function outlook(stage: Stage, messages: Messages, style: Style): string {
  const words = messages.progress;
  switch (stage.state) {
    case 'waiting':
      return style('dim', words.waiting);
    case 'done':
      return style('green', words.done);
    case 'failed':
      return style('red', words.failed);
    case 'active':
      return stage.remainingSeconds === null
        ? ''
        : words.remaining(formatRemaining(stage.remainingSeconds, messages));
  }
}
