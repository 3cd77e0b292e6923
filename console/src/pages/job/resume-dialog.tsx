import { isGuardCode, type Job } from '@regpipe/contracts';
import { useState } from 'preact/hooks';

import { resumeJob } from '../../api/jobs.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Checkbox } from '../../components/field.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { jobPageTexts } from './texts.ts';

export interface ResumeDialogProps {
  readonly job: Job;
  readonly onResumed: (job: Job) => void;
  readonly onClose: () => void;
}

/** Lets a job go on. Where a guard has stopped it, that can be accepted here, having read what it said. */
export function ResumeDialog({ job, onResumed, onClose }: ResumeDialogProps) {
  const words = jobPageTexts().actions;
  const [accepts, setAccepts] = useState(false);
  const isGuarded = isGuardCode(job.error_code) && !job.accepted;
  return (
    <ConfirmDialog
      title={words.resumeTitle(job.id)}
      confirmLabel={words.resume}
      onConfirm={async () => onResumed(await resumeJob(job.id, accepts))}
      onClose={onClose}
    >
      <p>{words.resumeText}</p>
      {isGuarded && (
        <>
          <p class="note note-warn">
            <ForeignText text={job.error_message ?? ''} />
          </p>
          <Checkbox label={words.accept} hint={words.acceptHint} isChecked={accepts} onChange={setAccepts} />
        </>
      )}
    </ConfirmDialog>
  );
}
