import type { Timing } from '@regpipe/contracts';

import { scheduleTexts } from './texts.ts';

/** When a schedule is due, in words. */
export function TimingText({ timing }: { readonly timing: Timing }) {
  const words = scheduleTexts();
  const { cron, every_minutes: minutes, time_zone: zone } = timing;
  return <>{cron === null ? words.every(minutes ?? 0) : words.cron(cron, zone)}</>;
}
