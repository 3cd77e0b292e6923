import type { Schedule } from '@regpipe/contracts';

import { Badge, type Tone } from '../components/badge.tsx';
import { scheduleTexts } from './texts.ts';

type State = 'on' | 'paused' | 'ended';

const TONES: Readonly<Record<State, Tone>> = { on: 'good', paused: 'warn', ended: 'idle' };

export function stateOf({ enabled, ended }: Pick<Schedule, 'enabled' | 'ended'>): State {
  if (ended) return 'ended';
  return enabled ? 'on' : 'paused';
}

/** Whether its clock runs. */
export function ScheduleState({ schedule }: { readonly schedule: Schedule }) {
  const state = stateOf(schedule);
  return <Badge tone={TONES[state]}>{scheduleTexts().states[state]}</Badge>;
}
