import { useState } from 'preact/hooks';

import type { DatasetHistory } from '../../api/datasets.ts';
import { Facts } from '../../components/facts.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { mayOperate } from '../../session/session.ts';
import { liveOf, rollBackTarget } from './history.ts';
import { RollBackDialog, type RollBackPlan } from './roll-back-dialog.tsx';
import { publicationsTexts } from './texts.ts';

export interface LiveCardProps {
  readonly dataset: DatasetHistory;
  /** Asks anew what is live. */
  readonly refresh: () => void;
}

/** What readers see now, and the way back to what they saw before. */
export function LiveCard({ dataset, refresh }: LiveCardProps) {
  const words = publicationsTexts();
  const formats = useFormats();
  // As it was when it was asked for: what somebody reads and confirms does not change under their hands.
  const [plan, setPlan] = useState<RollBackPlan>();
  const live = liveOf(dataset.history);
  const target = rollBackTarget(dataset.history);
  if (live === undefined) return null;
  const {
    version,
    job_id: job,
    published_at: publishedAt,
    source_stamp: stamp,
    search_ready: isReady,
  } = live;
  return (
    <Section
      title={words.live.title}
      actions={
        <>
          <a href={`/data?dataset=${encodeURIComponent(dataset.name)}`}>{words.live.look}</a>
          {mayOperate() && target !== undefined && (
            <button type="button" class="danger outline" onClick={() => setPlan({ from: live, to: target })}>
              {words.rollBack.button}
            </button>
          )}
        </>
      }
    >
      <Facts
        items={[
          [words.live.version, <strong>{version}</strong>],
          [words.live.published, <Time at={publishedAt} show="both" />],
          [words.live.sourceDate, stamp === null ? words.unstamped : formats.day(stamp)],
          ...Object.entries(live.row_counts).map(
            ([table, rows]) => [words.rowsOf(table), formats.count(rows)] as const,
          ),
          [words.live.job, <a href={`/jobs/${job}`}>{words.job(job)}</a>],
          [words.live.search, isReady ? words.live.searchReady : words.live.searchBuilding],
        ]}
      />
      {mayOperate() && target === undefined && <p class="muted roll-back-none">{words.rollBack.none}</p>}
      {plan !== undefined && (
        <RollBackDialog plan={plan} onClose={() => setPlan(undefined)} onChange={refresh} />
      )}
    </Section>
  );
}
