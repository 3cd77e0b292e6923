import { listDatasets } from '../../api/datasets.ts';
import { getSchedule } from '../../api/schedules.ts';
import { PageHeader } from '../../layout/page-header.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import type { PageProps } from '../../page-definition.ts';
import { mayOperate } from '../../session/session.ts';
import { draftOf, emptyDraft } from './schedule-draft.ts';
import { ScheduleForm } from './schedule-form.tsx';
import { setScheduleTexts } from './texts.ts';

/** Makes a schedule, or changes the one that the address names: `?name=`. */
export function SetSchedulePage({ query }: PageProps) {
  const words = setScheduleTexts();
  const name = query['name'];
  const loaded = useResource(`set ${name ?? ''}`, async (signal) => {
    const [{ items }, schedule] = await Promise.all([
      listDatasets(signal),
      name === undefined ? undefined : getSchedule(name, signal),
    ]);
    return { datasets: items, schedule };
  });
  return (
    <>
      <PageHeader title={name === undefined ? words.makeTitle : words.changeTitle(name)} />
      {mayOperate() ? (
        <Loaded resource={loaded}>
          {({ datasets, schedule }) => (
            <ScheduleForm
              key={name}
              datasets={datasets}
              initial={schedule === undefined ? emptyDraft(datasets[0]?.name ?? '') : draftOf(schedule)}
              isNew={schedule === undefined}
            />
          )}
        </Loaded>
      ) : (
        <div class="card">
          <p>{words.mayNot}</p>
        </div>
      )}
      <p class="form-foot">
        <a href="/schedules">← {words.back}</a>
      </p>
    </>
  );
}
