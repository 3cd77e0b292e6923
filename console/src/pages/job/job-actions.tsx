import { isActive, isResumable, type Job } from '@regpipe/contracts';
import { useState } from 'preact/hooks';

import { cancelJob, redriveJob } from '../../api/jobs.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { toast } from '../../components/toasts.tsx';
import type { JobHeadProps } from './job-head.tsx';
import { ResumeDialog } from './resume-dialog.tsx';
import { jobPageTexts } from './texts.ts';

type Action = 'cancel' | 'resume' | 'redrive';

/** What may be done with a job in its state. Each is asked for twice. */
export function JobActions({ job, onChange }: JobHeadProps) {
  const words = jobPageTexts().actions;
  const [asked, setAsked] = useState<Action>();
  const close = () => setAsked(undefined);
  const finish = (changed: Job, said: string) => {
    close();
    toast(said);
    onChange(changed);
  };
  return (
    <>
      {possibleActions(job).map((action) => (
        <button
          key={action}
          type="button"
          class={action === 'cancel' ? 'danger outline' : ''}
          onClick={() => setAsked(action)}
        >
          {words[action]}
        </button>
      ))}
      {!isActive(job.status) && (
        <a role="button" class="secondary" href={`/jobs/new?dataset=${job.dataset}`}>
          {words.again}
        </a>
      )}
      {asked === 'cancel' && (
        <ConfirmDialog
          title={words.cancelTitle(job.id)}
          confirmLabel={words.cancel}
          isDangerous
          onConfirm={async () => finish(await cancelJob(job.id), words.cancelled(job.id))}
          onClose={close}
        >
          <p>{job.repair === null ? words.cancelText : words.cancelRepairText}</p>
        </ConfirmDialog>
      )}
      {asked === 'redrive' && (
        <ConfirmDialog
          title={words.redriveTitle(job.id)}
          confirmLabel={words.redrive}
          onConfirm={async () => finish(await redriveJob(job.id), words.redriven(job.id))}
          onClose={close}
        >
          <p>{words.redriveText}</p>
        </ConfirmDialog>
      )}
      {asked === 'resume' && (
        <ResumeDialog
          job={job}
          onResumed={(changed) => finish(changed, words.resumed(job.id))}
          onClose={close}
        />
      )}
    </>
  );
}

function possibleActions(job: Job): Action[] {
  if (isActive(job.status)) return ['cancel'];
  if (isResumable(job.status) && job.discarded_at === null) return ['resume', 'cancel'];
  return job.status === 'partial' && job.publication?.live === true ? ['redrive'] : [];
}
