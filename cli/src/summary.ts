import { isActive, isGuardCode, type Job } from '@regpipe/contracts';
import { recordsDone, recordsInAll } from '@regpipe/progress';

import { describeProblem } from './describe-problem.ts';
import { alignColumns, formatCount, formatPercent, formatWholeSeconds, indent, printable } from './format.ts';
import { type Messages, nextStep } from './messages/index.ts';
import { plainStyle, type Style } from './output.ts';
import { describeTables } from './publication-facts.ts';
import { styleStatus } from './style-status.ts';

const COLUMNS = ['left', 'right', 'right', 'left'] as const;

/** A job as people read it: what came of it, to the record, and on a bad end what to do next. Pure. */
export function summarize(job: Job, messages: Messages, style: Style = plainStyle): string[] {
  const words = messages.summary;
  const mode = job.mode === 'dry-run' ? ` (${words.dryRun})` : '';
  const problem = findMiscount(job, messages);
  return [
    `${style('bold', words.title(job.id, job.attempt))}  ${job.dataset}${mode}`,
    ...indent(tableLines(job, messages, style)),
    ...indent(publicationLines(job, messages)),
    ...(problem === undefined ? [] : ['', style(['red', 'bold'], problem)]),
    ...outcomeLines(job, messages, style),
  ];
}

/**
 * What is wrong with the counts of a job that has read its whole source and ended; undefined when every record is
 * accounted for. A failed or cancelled job stopped midway, so its counts prove nothing.
 */
export function findMiscount(job: Job, messages: Messages): string | undefined {
  if (job.status !== 'success' && job.status !== 'partial') return undefined;
  if (job.records_total === null) return messages.summary.totalUnknown;
  const accounted = recordsDone(job);
  if (accounted === job.records_total) return undefined;
  return messages.summary.miscount(formatCount(job.records_total), formatCount(accounted));
}

function tableLines(job: Job, messages: Messages, style: Style): string[] {
  const words = messages.summary;
  const seconds = job.seconds ?? 0;
  const rows = [
    [words.runId, String(job.id)],
    [words.status, styleStatus(job.status, messages, style)],
    [words.seconds, seconds.toFixed(1), seconds < 60 ? '' : formatWholeSeconds(seconds, messages.time)],
    // What a skipped job had read when it ended is of no use to anyone, and is dropped.
    ...(job.status === 'skipped' ? [] : countRows(job, messages)),
  ];
  return alignColumns(rows, COLUMNS);
}

function countRows(job: Job, messages: Messages): string[][] {
  const words = messages.summary;
  const seconds = job.seconds ?? 0;
  const total = job.records_total;
  // A job that was resumed rested in between: its time says nothing of its speed.
  const hasRate = seconds > 0 && recordsDone(job) > 0 && job.attempt === 1;
  const ofTotal = (count: number) => (total === null ? '' : formatPercent(count, total));
  return [
    [words.total, describeTotal(job, messages)],
    [words.loaded, formatCount(job.records_processed), ofTotal(job.records_processed)],
    [words.failed, formatCount(job.records_failed), ofTotal(job.records_failed)],
    [words.duplicate, formatCount(job.records_duplicated), ofTotal(job.records_duplicated)],
    [words.blank, formatCount(job.records_blank), ofTotal(job.records_blank)],
    ...(hasRate ? [[words.recordsPerSecond, formatCount(recordsDone(job) / seconds)]] : []),
    ...warningRows(job, messages),
  ];
}

function describeTotal(job: Job, messages: Messages): string {
  const { total, totalIsEstimate } = recordsInAll(job);
  if (total === null) return messages.summary.unknown;
  return totalIsEstimate ? messages.summary.about(formatCount(total)) : formatCount(total);
}

/** The first row carries the label; the codes stand behind their counts. */
function warningRows(job: Job, messages: Messages): string[][] {
  const warnings = Object.entries(job.warnings).sort(([, a], [, b]) => b - a);
  return warnings.map(([code, count], index) => [
    index === 0 ? messages.summary.warnings : '',
    formatCount(count),
    '',
    code,
  ]);
}

function publicationLines({ publication }: Job, messages: Messages): string[] {
  if (publication === null) return [];
  const words = messages.summary;
  return [
    '',
    words.published(publication.version, publication.source_stamp),
    ...describeTables(publication, messages),
    ...(publication.live ? [] : [words.noLongerLive]),
  ];
}

function outcomeLines(job: Job, messages: Messages, style: Style): string[] {
  const words = messages.summary;
  const lines: string[] = [];
  if (job.record_limit !== null && job.publication !== null) {
    lines.push(style('yellow', words.limited(formatCount(job.record_limit))));
  }
  if (job.mode === 'dry-run' && job.status === 'success') lines.push(words.dryRunEnded);
  else if (job.load === 'merge' && job.status === 'success') {
    lines.push(words.merged(formatCount(job.records_processed)));
  }
  if (job.unchanged !== null) {
    lines.push(words.skipped(job.unchanged.job_id, messages.unchangedBy[job.unchanged.by]));
  }
  if (job.status === 'failed' && isGuardCode(job.error_code)) {
    lines.push(style('yellow', job.mode === 'full' ? words.guardStopped : words.guardWouldStop));
  }
  const next = nextAfter(job, messages);
  if (next !== undefined) {
    const message = printable(job.error_message ?? words.ended(messages.statuses[job.status]));
    lines.push(...describeProblem({ code: job.error_code, message, next }, messages, style));
  }
  const hasErrors = job.records_failed + job.records_duplicated > 0;
  if (hasErrors && !isActive(job.status) && job.status !== 'skipped') {
    lines.push(words.seeErrors(job.id));
  }
  return lines.length === 0 ? [] : ['', ...lines];
}

function nextAfter(job: Job, messages: Messages): string | undefined {
  switch (job.status) {
    case 'failed':
      if (isGuardCode(job.error_code) && job.mode === 'full') return messages.summary.nextGuard(job.id);
      return nextStep(messages, job.error_code ?? undefined) ?? messages.summary.nextResume(job.id);
    case 'interrupted':
      return messages.summary.nextResume(job.id);
    case 'cancelled':
      return messages.summary.nextStart;
    case 'partial':
      return job.publication?.live === true
        ? messages.summary.nextRedrive(job.id)
        : messages.summary.nextPartial(job.id);
    case 'queued':
    case 'running':
    case 'publishing':
    case 'success':
    case 'skipped':
      return undefined;
  }
}
