import type { Job } from '@regpipe/contracts';

import { Badge } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { Time } from '../../components/time.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useTerms } from '../../i18n/use-terms.ts';
import { jobTexts } from '../../jobs/texts.ts';
import { jobsPageTexts } from './texts.ts';

/** Jobs, one a line. */
export function JobTable({ jobs }: { readonly jobs: readonly Job[] }) {
  const words = jobsPageTexts();
  const { job: nameOf } = jobTexts();
  const formats = useFormats();
  const terms = useTerms();
  return (
    <DataTable
      caption={words.title}
      rows={jobs}
      keyOf={({ id }) => id}
      asCards
      columns={[
        {
          key: 'job',
          header: words.columns.job,
          isRowHeader: true,
          cell: ({ id }) => <a href={`/jobs/${id}`}>{nameOf(id)}</a>,
        },
        {
          key: 'status',
          header: words.columns.status,
          cell: ({ status }) => <StatusBadge status={status} />,
        },
        { key: 'dataset', header: words.columns.dataset, cell: ({ dataset }) => dataset },
        { key: 'mode', header: words.columns.mode, cell: ({ mode }) => terms.modes[mode] },
        { key: 'started', header: words.columns.started, cell: (job) => <Time at={job.created_at} /> },
        {
          key: 'duration',
          header: words.columns.duration,
          align: 'right',
          cell: ({ seconds }) => (seconds === null ? '' : formats.duration(seconds)),
        },
        {
          key: 'total',
          header: words.columns.total,
          align: 'right',
          cell: (job) => (job.records_total === null ? '' : formats.count(job.records_total)),
        },
        {
          key: 'loaded',
          header: words.columns.loaded,
          align: 'right',
          cell: (job) => formats.count(job.records_processed),
        },
        {
          key: 'failed',
          header: words.columns.failed,
          align: 'right',
          cell: (job) => formats.count(job.records_failed),
        },
        {
          key: 'version',
          header: words.columns.version,
          cell: ({ publication }) =>
            publication === null ? (
              ''
            ) : (
              <>
                {words.version(publication.version)}{' '}
                {publication.live && <Badge tone="good">{words.live}</Badge>}
              </>
            ),
        },
      ]}
    />
  );
}
