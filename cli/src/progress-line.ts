import type { Job } from '@regpipe/contracts';
import type { Measure, Stage } from '@regpipe/progress';

import {
  describeAmount,
  describeRate,
  describeRemaining,
  describeShare,
  describeStep,
} from './describe-stage.ts';
import { formatWholeSeconds } from './format.ts';
import type { Messages } from './messages/index.ts';

/** A job in one line that says everything by itself, for logs and pipes: `Job 42 | running | 41 s | fetch 61 % | …`. Pure. */
export function describeInOneLine(job: Job, measure: Measure, messages: Messages): string {
  const parts = [
    messages.progress.job(job.id),
    messages.statuses[job.status],
    formatWholeSeconds(job.seconds ?? 0, messages.time),
    ...measure.stages.filter(({ state }) => state !== 'waiting').map((stage) => describe(stage, messages)),
    describeRemaining(job, measure, messages),
  ];
  return parts.filter((part) => part !== '').join(' | ');
}

/** The stages that work in numbers, the others in a word. */
function describe(stage: Stage, messages: Messages): string {
  const label = messages.progress.stages[stage.name];
  if (stage.state === 'done') return `${label} ${messages.progress.done}`;
  if (stage.name === 'publish') return `${label} ${describeStep(stage, messages)}`.trimEnd();
  const numbers = [
    describeShare(stage),
    stage.name === 'load' ? describeAmount(stage, true, messages) : '',
    describeRate(stage, true, messages),
  ].filter((part) => part !== '');
  return [label, numbers.join(', ')].join(' ').trimEnd();
}

/** What changes when a job comes to another stage or step: a line is due then. */
export function stageKey(job: Job, { stages }: Measure): string {
  return [job.status, ...stages.map(({ state, step }) => `${state} ${step ?? ''}`)].join();
}
