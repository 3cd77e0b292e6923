import type { ScheduleRun } from '@regpipe/contracts';

import { Badge } from '../components/badge.tsx';
import { scheduleTexts } from './texts.ts';

/** What came of a tick: its job, or why there is none. */
export function RunOutcome({ run }: { readonly run: ScheduleRun }) {
  const words = scheduleTexts();
  const { outcome, job_id: jobId, code } = run;
  const job = jobId !== null && <a href={`/jobs/${jobId}`}>{words.job(jobId)}</a>;
  if (outcome === 'started') {
    return (
      <>
        <Badge tone="good">{words.outcomes.started}</Badge> {job}
      </>
    );
  }
  return (
    <>
      <Badge tone="warn">{words.outcomes.skipped}</Badge> {code !== null && <code>{code}</code>} {job}
    </>
  );
}
