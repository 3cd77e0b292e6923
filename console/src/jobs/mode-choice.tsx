import { JOB_MODES, type JobMode } from '@regpipe/contracts';

import { RadioChoice } from '../components/radio-choice.tsx';
import { jobTexts } from './texts.ts';

export interface ModeChoiceProps {
  readonly value: JobMode;
  readonly onChange: (mode: JobMode) => void;
}

/** What a job is to do, with a word on what that means. */
export function ModeChoice({ value, onChange }: ModeChoiceProps) {
  const words = jobTexts();
  const options = JOB_MODES.map((mode) => [mode, words.modes[mode]] as const);
  return <RadioChoice label={words.mode} name="mode" value={value} options={options} onChange={onChange} />;
}
