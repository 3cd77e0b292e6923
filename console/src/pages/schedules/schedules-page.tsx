import { listSchedules } from '../../api/schedules.ts';
import { Empty } from '../../components/empty.tsx';
import { PageHeader } from '../../layout/page-header.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { mayOperate } from '../../session/session.ts';
import { ScheduleTable } from './schedule-table.tsx';
import { schedulesPageTexts } from './texts.ts';

const POLL_MS = 10_000;

/** Everything that starts jobs by itself. */
export function SchedulesPage() {
  const words = schedulesPageTexts();
  const schedules = useResource('schedules', listSchedules, { pollMs: POLL_MS });
  const make = mayOperate() && (
    <a role="button" href="/set-schedule">
      {words.make}
    </a>
  );
  return (
    <>
      <PageHeader title={words.title} actions={make} />
      <div class="card">
        <Loaded resource={schedules}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={words.empty}>
                <p>{words.emptyHint}</p>
              </Empty>
            ) : (
              <ScheduleTable schedules={items} />
            )
          }
        </Loaded>
      </div>
    </>
  );
}
