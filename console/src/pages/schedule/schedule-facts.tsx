import type { Schedule } from '@regpipe/contracts';

import { Facts } from '../../components/facts.tsx';
import { Time } from '../../components/time.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useTerms } from '../../i18n/use-terms.ts';
import { scheduleTexts } from '../../schedules/texts.ts';
import { TimingText } from '../../schedules/timing-text.tsx';
import { schedulePageTexts } from './texts.ts';

/** What a schedule is set to, and when it is due next. */
export function ScheduleFacts({ schedule }: { readonly schedule: Schedule }) {
  const words = schedulePageTexts();
  const { ticks: ticksOf } = scheduleTexts();
  const terms = useTerms();
  const formats = useFormats();
  const { next_at: next, time_zone: zone } = schedule;
  return (
    <Facts
      items={[
        [words.timing, <TimingText timing={schedule} />],
        [words.mode, terms.modes[schedule.mode]],
        [words.dataset, schedule.dataset],
        [words.ticks, ticksOf(schedule.ticks, schedule.repeats)],
        [
          words.next,
          next === null ? (
            words.noNext
          ) : (
            <>
              <Time at={next} />{' '}
              <span class="muted">{words.inItsZone(formats.momentIn(next, zone), zone)}</span>
            </>
          ),
        ],
        [words.changed, <Time at={schedule.updated_at} show="both" />],
      ]}
    />
  );
}
