import type { Schedule } from '@regpipe/contracts';
import { useState } from 'preact/hooks';

import { enableSchedule, removeSchedule, runSchedule } from '../api/schedules.ts';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { toast } from '../components/toasts.tsx';
import { describeError } from '../messages/describe-error.ts';
import { scheduleTexts } from './texts.ts';

export interface ScheduleActionsProps {
  readonly schedule: Schedule;
  /** Called when something about it has changed. */
  readonly onChange: () => void;
  readonly onRemoved: () => void;
}

/** What may be done with a schedule. */
export function ScheduleActions({ schedule, onChange, onRemoved }: ScheduleActionsProps) {
  const words = scheduleTexts().actions;
  const { name, enabled, ended } = schedule;
  const [asked, setAsked] = useState<'run' | 'remove'>();
  const [isBusy, setBusy] = useState(false);
  const close = () => setAsked(undefined);
  const finish = (said: string) => {
    close();
    toast(said);
    onChange();
  };
  const run = async () => {
    const { outcome, job_id: jobId, message, code } = await runSchedule(name);
    finish(outcome === 'started' ? words.ran(name, jobId) : words.skipped(name, message ?? code ?? ''));
  };
  const toggle = async () => {
    setBusy(true);
    try {
      await enableSchedule(name, !enabled);
      finish(enabled ? words.paused(name) : words.wentOn(name));
    } catch (error) {
      toast(describeError(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" onClick={() => setAsked('run')}>
        {words.run}
      </button>
      {!ended && (
        <button type="button" class="secondary" disabled={isBusy} onClick={() => void toggle()}>
          {enabled ? words.pause : words.goOn}
        </button>
      )}
      <a role="button" class="secondary" href={`/set-schedule?name=${encodeURIComponent(name)}`}>
        {words.edit}
      </a>
      <button type="button" class="danger outline" onClick={() => setAsked('remove')}>
        {words.remove}
      </button>
      {asked === 'run' && (
        <ConfirmDialog title={words.runTitle(name)} confirmLabel={words.run} onConfirm={run} onClose={close}>
          <p>{words.runText}</p>
        </ConfirmDialog>
      )}
      {asked === 'remove' && (
        <ConfirmDialog
          title={words.removeTitle(name)}
          confirmLabel={words.remove}
          isDangerous
          onConfirm={async () => {
            await removeSchedule(name);
            close();
            toast(words.removed(name));
            onRemoved();
          }}
          onClose={close}
        >
          <p>{words.removeText}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
