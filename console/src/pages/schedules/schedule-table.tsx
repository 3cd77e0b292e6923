import type { Schedule } from '@regpipe/contracts';

import { DataTable } from '../../components/data-table.tsx';
import { Time } from '../../components/time.tsx';
import { useTerms } from '../../i18n/use-terms.ts';
import { RunOutcome } from '../../schedules/run-outcome.tsx';
import { ScheduleState } from '../../schedules/schedule-state.tsx';
import { scheduleTexts } from '../../schedules/texts.ts';
import { TimingText } from '../../schedules/timing-text.tsx';
import { schedulesPageTexts } from './texts.ts';

/** Schedules, one a line. */
export function ScheduleTable({ schedules }: { readonly schedules: readonly Schedule[] }) {
  const words = schedulesPageTexts();
  const { ticks: ticksOf } = scheduleTexts();
  const terms = useTerms();
  return (
    <DataTable
      caption={words.title}
      rows={schedules}
      keyOf={({ name }) => name}
      asCards
      columns={[
        {
          key: 'name',
          header: words.columns.name,
          isRowHeader: true,
          cell: ({ name }) => <a href={`/schedules/${encodeURIComponent(name)}`}>{name}</a>,
        },
        {
          key: 'state',
          header: words.columns.state,
          cell: (schedule) => <ScheduleState schedule={schedule} />,
        },
        {
          key: 'timing',
          header: words.columns.timing,
          cell: (schedule) => <TimingText timing={schedule} />,
        },
        { key: 'mode', header: words.columns.mode, cell: ({ mode }) => terms.modes[mode] },
        { key: 'dataset', header: words.columns.dataset, cell: ({ dataset }) => dataset },
        { key: 'ticks', header: words.columns.ticks, cell: ({ ticks, repeats }) => ticksOf(ticks, repeats) },
        {
          key: 'next',
          header: words.columns.next,
          cell: ({ next_at: next }) => (next === null ? '–' : <Time at={next} />),
        },
        {
          key: 'last',
          header: words.columns.last,
          cell: ({ last_run: last }) =>
            last === null ? (
              <span class="muted">{words.never}</span>
            ) : (
              <>
                <Time at={last.ticked_at} /> <RunOutcome run={last} />
              </>
            ),
        },
      ]}
    />
  );
}
