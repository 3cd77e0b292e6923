import type { Job } from '@regpipe/contracts';
import type { Stage } from '@regpipe/progress';

import { ProgressBar } from '../components/progress-bar.tsx';
import type { Formats } from '../i18n/format.ts';
import { useFormats } from '../i18n/use-formats.ts';
import { useTerms } from '../i18n/use-terms.ts';
import { jobTexts } from './texts.ts';
import { useMeter } from './use-meter.ts';

/** Below this nobody needs to be told. */
const IDLE_SECONDS = 20;

/** The stages of a job, side by side as they work, with how fast they are and how long it will take. */
export function JobStages({ job }: { readonly job: Job }) {
  const words = jobTexts();
  const formats = useFormats();
  const { stages, remainingSeconds, thenPublishing, idleSeconds } = useMeter(job);
  const left = remainingSeconds === null ? null : formats.duration(Math.max(Math.ceil(remainingSeconds), 1));
  return (
    <div class="stages">
      {stages.map((stage) => (
        <StageBar key={stage.name} stage={stage} />
      ))}
      {left !== null && (
        <p class="stages-remaining">{thenPublishing ? words.thenPublishing(left) : words.remaining(left)}</p>
      )}
      {idleSeconds > IDLE_SECONDS && (
        <p class="muted">{words.idle(formats.duration(Math.round(idleSeconds)))}</p>
      )}
    </div>
  );
}

function StageBar({ stage }: { readonly stage: Stage }) {
  const words = jobTexts();
  const formats = useFormats();
  const { publishSteps } = useTerms();
  const { name, state, share, recordsPerSecond, step } = stage;
  const stepName =
    step === null ? null : (Object.entries(publishSteps).find(([known]) => known === step)?.[1] ?? step);
  const facts = [
    name === 'publish' ? stepName : amountOf(stage, formats),
    recordsPerSecond === null ? null : words.rate(formats.count(recordsPerSecond)),
  ];
  return (
    <ProgressBar label={words.stages[name]} share={state === 'waiting' ? 0 : share} state={state}>
      {facts.filter((fact) => fact !== null).join(' · ')}
    </ProgressBar>
  );
}

/** `12 of about 40 chunks`; null where nothing is known. */
function amountOf({ unit, done, total, totalIsEstimate, state }: Stage, formats: Formats): string | null {
  const words = jobTexts();
  if (unit === 'steps' || done === null || state === 'waiting') return null;
  const say = (value: number) => (unit === 'bytes' ? formats.bytes(value) : formats.count(value));
  const amount =
    total === null || state === 'done' ? say(done) : words.ofAmount(say(done), say(total), totalIsEstimate);
  return unit === 'bytes' ? amount : words.units[unit](amount);
}
