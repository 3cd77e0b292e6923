import type { ScheduleRun } from '@regpipe/contracts';

import { DataTable } from '../../components/data-table.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { Time } from '../../components/time.tsx';
import { RunOutcome } from '../../schedules/run-outcome.tsx';
import { scheduleTexts } from '../../schedules/texts.ts';
import { schedulePageTexts } from './texts.ts';

/** What came of a schedule's ticks, one a line. */
export function RunTable({ runs }: { readonly runs: readonly ScheduleRun[] }) {
  const words = schedulePageTexts();
  const { by: byWhom } = scheduleTexts();
  return (
    <DataTable
      caption={words.runs}
      rows={runs}
      keyOf={({ due_at: dueAt, by }) => `${dueAt} ${by}`}
      asCards
      columns={[
        {
          key: 'due',
          header: words.columns.due,
          isRowHeader: true,
          cell: ({ due_at: dueAt }) => <Time at={dueAt} show="both" />,
        },
        { key: 'by', header: words.columns.by, cell: ({ by }) => byWhom[by] },
        { key: 'outcome', header: words.columns.outcome, cell: (run) => <RunOutcome run={run} /> },
        {
          key: 'why',
          header: words.columns.why,
          wraps: true,
          cell: ({ message }) => (message === null ? '' : <ForeignText text={message} />),
        },
      ]}
    />
  );
}
