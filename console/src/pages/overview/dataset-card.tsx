import type { Schedule } from '@regpipe/contracts';

import type { DatasetSummary } from '../../api/datasets.ts';
import { now } from '../../browser/now.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Facts } from '../../components/facts.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { language } from '../../i18n/language.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { mayOperate } from '../../session/session.ts';
import { type Freshness, freshnessOf, lastLooked } from './freshness.ts';
import { LastJob } from './last-job.tsx';
import { overviewTexts } from './texts.ts';

const TONES: Readonly<Record<Freshness, Tone>> = { fresh: 'good', aging: 'warn', stale: 'bad', none: 'idle' };

export interface DatasetCardProps {
  readonly dataset: DatasetSummary;
  /** Of all data sets. */
  readonly schedules: readonly Schedule[];
}

/** One data set: what is live, how fresh it is, and what comes next. */
export function DatasetCard({ dataset, schedules }: DatasetCardProps) {
  const words = overviewTexts();
  const { live, last_job: lastJob } = dataset;
  const freshness = freshnessOf(dataset, now.value);
  const next = nextRunOf(dataset.name, schedules);
  return (
    <Section
      title={dataset.title[language.value]}
      actions={
        mayOperate() && (
          <a role="button" class="small-button" href={`/jobs/new?dataset=${dataset.name}`}>
            {words.start}
          </a>
        )
      }
    >
      <p class="dataset-headline">
        <Badge tone={TONES[freshness]}>{words.freshness[freshness]}</Badge>{' '}
        {live !== null && <strong>{words.version(live.version)}</strong>}{' '}
        <span class="muted">{words.freshnessHint[freshness]}</span>
      </p>
      <div class="cards">
        {live !== null && <LiveFacts dataset={dataset} />}
        <Facts
          items={[
            [words.lastJob, <LastJob job={lastJob} />],
            [
              words.nextRun,
              next === undefined ? null : (
                <>
                  <Time at={next.at} show="both" /> <span class="muted">{words.nextRunOf(next.name)}</span>
                </>
              ),
            ],
          ]}
        />
      </div>
    </Section>
  );
}

function LiveFacts({ dataset }: { readonly dataset: DatasetSummary }) {
  const words = overviewTexts();
  const formats = useFormats();
  const { live } = dataset;
  if (live === null) return null;
  const looked = lastLooked(dataset);
  return (
    <Facts
      items={[
        [words.sourceDate, live.source_stamp === null ? words.unstamped : formats.day(live.source_stamp)],
        [words.published, <Time at={live.published_at} show="both" />],
        [
          words.checked,
          looked === null || looked === live.published_at ? null : <Time at={looked} show="both" />,
        ],
        ...Object.entries(live.row_counts).map(
          ([table, rows]) => [<code>{table}</code>, words.rows(formats.count(rows))] as const,
        ),
        [words.search, live.search_ready ? words.searchReady : words.searchBuilding],
      ]}
    />
  );
}

/** The schedule that is due first. */
function nextRunOf(
  dataset: string,
  schedules: readonly Schedule[],
): { name: string; at: string } | undefined {
  return schedules
    .filter((schedule) => schedule.dataset === dataset)
    .flatMap(({ name, next_at }) => (next_at === null ? [] : [{ name, at: next_at }]))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
}
