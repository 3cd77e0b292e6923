import { useLocation } from 'preact-iso';

import { getSchedule } from '../../api/schedules.ts';
import { Empty } from '../../components/empty.tsx';
import { Section } from '../../components/section.tsx';
import { PageHeader } from '../../layout/page-header.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import type { PageProps } from '../../page-definition.ts';
import { ScheduleActions } from '../../schedules/schedule-actions.tsx';
import { ScheduleState } from '../../schedules/schedule-state.tsx';
import { mayOperate } from '../../session/session.ts';
import { RunTable } from './run-table.tsx';
import { ScheduleFacts } from './schedule-facts.tsx';
import { schedulePageTexts } from './texts.ts';

const POLL_MS = 5_000;

/** One schedule with what has come of it. */
export function SchedulePage({ params }: PageProps) {
  const words = schedulePageTexts();
  const { route } = useLocation();
  const name = params['name'] ?? '';
  const schedule = useResource(`schedule ${name}`, (signal) => getSchedule(name, signal), {
    pollMs: POLL_MS,
  });
  const { data, refresh } = schedule;
  const actions = data !== undefined && mayOperate() && (
    <ScheduleActions schedule={data} onChange={refresh} onRemoved={() => route('/schedules')} />
  );
  return (
    <>
      <PageHeader
        title={name}
        beside={data !== undefined && <ScheduleState schedule={data} />}
        actions={actions}
      />
      <Loaded resource={schedule}>
        {(loaded) => (
          <div class="stack">
            <Section title={words.facts}>
              <ScheduleFacts schedule={loaded} />
            </Section>
            <Section title={words.runs}>
              {loaded.runs.length === 0 ? (
                <Empty title={words.noRuns}>
                  <p>{words.noRunsHint}</p>
                </Empty>
              ) : (
                <RunTable runs={loaded.runs} />
              )}
            </Section>
          </div>
        )}
      </Loaded>
      <p class="form-foot">
        <a href="/schedules">← {words.back}</a>
      </p>
    </>
  );
}
