import type { DeadChunk } from '@regpipe/contracts';

import { Badge } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { Time } from '../../components/time.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { mayOperate } from '../../session/session.ts';
import { queuesTexts } from './texts.ts';

export interface DeadChunkTableProps {
  readonly chunks: readonly DeadChunk[];
  /** Asked to drive the dead chunks of a job again. */
  readonly onRedrive: (jobId: number) => void;
}

/** Dead chunks, one a line. A job's are driven again together, so its button stands once. */
export function DeadChunkTable({ chunks, onRedrive }: DeadChunkTableProps) {
  const words = queuesTexts();
  const formats = useFormats();
  return (
    <DataTable
      caption={words.dead}
      rows={chunks}
      keyOf={({ job_id: job, stage, chunk, part }) => `${job} ${stage} ${chunk} ${part}`}
      asCards
      columns={[
        {
          key: 'chunk',
          header: words.deadColumns.chunk,
          isRowHeader: true,
          cell: ({ chunk, part }) => words.part(chunk, part),
        },
        {
          key: 'job',
          header: words.deadColumns.job,
          cell: ({ job_id: job }) => <a href={`/jobs/${job}`}>{words.job(job)}</a>,
        },
        { key: 'stage', header: words.deadColumns.stage, cell: ({ stage }) => stage },
        {
          key: 'records',
          header: words.deadColumns.records,
          align: 'right',
          cell: ({ records }) => formats.count(records),
        },
        {
          key: 'reason',
          header: words.deadColumns.reason,
          wraps: true,
          cell: ({ reason }) => <ForeignText text={reason} />,
        },
        { key: 'at', header: words.deadColumns.at, cell: ({ at }) => <Time at={at} /> },
        {
          key: 'action',
          header: words.deadColumns.action,
          cell: (chunk) => {
            if (chunk.redriven) return <Badge tone="active">{words.redriven}</Badge>;
            if (!chunk.redrivable) return <span class="muted">{words.final}</span>;
            const isFirstOfJob = chunks.find(({ job_id: job }) => job === chunk.job_id) === chunk;
            return (
              isFirstOfJob &&
              mayOperate() && (
                <button type="button" class="small-button" onClick={() => onRedrive(chunk.job_id)}>
                  {words.redrive}
                </button>
              )
            );
          },
        },
      ]}
    />
  );
}
