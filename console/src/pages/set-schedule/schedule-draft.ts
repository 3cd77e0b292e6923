import { DEFAULT_TIME_ZONE, type JobMode, type Schedule, type Timing } from '@regpipe/contracts';

import type { DatasetSummary } from '../../api/datasets.ts';
import type { ScheduleRequest } from '../../api/schedules.ts';

/** What stands in the form. Numbers are text until they are sent. */
export interface ScheduleDraft {
  readonly name: string;
  readonly dataset: string;
  readonly mode: JobMode;
  readonly source: string;
  readonly kind: 'cron' | 'every';
  readonly cron: string;
  readonly minutes: string;
  readonly timeZone: string;
  readonly repeats: string;
  readonly enabled: boolean;
}

export type DraftField = 'name' | 'minutes' | 'repeats' | 'source';

export type DraftResult =
  | { readonly ok: true; readonly name: string; readonly request: ScheduleRequest }
  | { readonly ok: false; readonly wrong: readonly DraftField[] };

const MOST_MINUTES = 1_440;

/** What the form says, or which of its fields cannot be. A cron expression and a zone are for the gateway to judge. */
export function requestOf(draft: ScheduleDraft, target: Pick<DatasetSummary, 'source'>): DraftResult {
  const name = draft.name.trim();
  const timing = timingOf(draft);
  const wrong: DraftField[] = [
    ...(/^[a-z0-9][a-z0-9-]{0,62}$/.test(name) ? [] : (['name'] as const)),
    ...(timing === undefined ? (['minutes'] as const) : []),
    ...(isCountOrEmpty(draft.repeats) ? [] : (['repeats'] as const)),
    ...(target.source === null && draft.source.trim() === '' ? (['source'] as const) : []),
  ];
  if (timing === undefined || wrong.length > 0) return { ok: false, wrong };
  const { dataset, mode, source, repeats, enabled } = draft;
  return {
    ok: true,
    name,
    request: {
      ...timing,
      dataset,
      mode,
      source: source.trim() === '' ? null : source.trim(),
      repeats: repeats.trim() === '' ? null : Number(repeats),
      enabled,
    },
  };
}

/** When it would be due; undefined while what stands there is no number of minutes. */
export function timingOf({ kind, cron, minutes, timeZone }: ScheduleDraft): Timing | undefined {
  const zone = timeZone.trim();
  if (kind === 'cron') return { cron: cron.trim(), every_minutes: null, time_zone: zone };
  const count = Number(minutes);
  if (!Number.isInteger(count) || count < 1 || count > MOST_MINUTES) return undefined;
  return { cron: null, every_minutes: count, time_zone: zone };
}

/** Every day at two, the whole source: what most need. */
export function emptyDraft(dataset: string): ScheduleDraft {
  return {
    name: '',
    dataset,
    mode: 'full',
    source: '',
    kind: 'cron',
    cron: '0 2 * * *',
    minutes: '60',
    timeZone: DEFAULT_TIME_ZONE,
    repeats: '',
    enabled: true,
  };
}

/** The two that the command line sets up in one word. */
export const USUAL_DRAFTS = {
  'etl-per-day': { mode: 'full', kind: 'cron', cron: '0 2 * * *', timeZone: DEFAULT_TIME_ZONE, repeats: '' },
  'dry-run-per-min': { mode: 'dry-run', kind: 'every', minutes: '1', repeats: '5' },
} as const satisfies Readonly<Record<string, Partial<ScheduleDraft>>>;

export function draftOf(schedule: Schedule): ScheduleDraft {
  const { name, dataset, mode, source, cron, every_minutes: minutes, time_zone: timeZone } = schedule;
  const empty = emptyDraft(dataset);
  return {
    ...empty,
    name,
    mode,
    source: source ?? '',
    kind: cron === null ? 'every' : 'cron',
    cron: cron ?? empty.cron,
    minutes: minutes === null ? empty.minutes : String(minutes),
    timeZone,
    repeats: schedule.repeats === null ? '' : String(schedule.repeats),
    enabled: schedule.enabled,
  };
}

function isCountOrEmpty(text: string): boolean {
  return /^\s*(|[1-9]\d{0,5})\s*$/.test(text);
}
