import type { DatasetSummary } from '../../api/datasets.ts';
import { listDrops } from '../../api/drops.ts';
import { Badge } from '../../components/badge.tsx';
import { Facts } from '../../components/facts.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { DropStatusBadge } from '../../drops/drop-status-badge.tsx';
import { language } from '../../i18n/language.ts';
import { ifServed } from '../../loading/if-served.ts';
import { useResource } from '../../loading/use-resource.ts';
import { LastJob } from './last-job.tsx';
import { overviewTexts } from './texts.ts';

const POLL_MS = 5_000;

/** One data set whose files are merged: which file came last, and what its last job was. */
export function MergedDatasetCard({ dataset }: { readonly dataset: DatasetSummary }) {
  const words = overviewTexts();
  const { name, last_job: lastJob } = dataset;
  const newest = useResource(
    `drops ${name}`,
    (signal) => ifServed(listDrops({ dataset: name }, { limit: 1 }, signal)),
    { pollMs: POLL_MS },
  );
  const files = newest.data?.items;
  const file = files?.[0];
  return (
    <Section
      title={dataset.title[language.value]}
      actions={<a href={`/drops?dataset=${encodeURIComponent(name)}`}>{words.files}</a>}
    >
      <p class="dataset-headline">
        <Badge tone="idle">{words.merged}</Badge> <span class="muted">{words.mergedHint}</span>
      </p>
      <Facts
        items={[
          [
            words.lastFile,
            files === undefined ? null : file === undefined ? (
              words.noFile
            ) : (
              <>
                <a href={`/drops/${file.id}`}>
                  <ForeignText text={file.name} />
                </a>{' '}
                <DropStatusBadge status={file.status} /> <Time at={file.completed_at ?? file.received_at} />
              </>
            ),
          ],
          [words.lastJob, <LastJob job={lastJob} />],
        ]}
      />
    </Section>
  );
}
