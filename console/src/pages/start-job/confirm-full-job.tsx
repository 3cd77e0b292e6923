import type { StartJob } from '@regpipe/contracts';

import type { DatasetSummary } from '../../api/datasets.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Facts } from '../../components/facts.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { Time } from '../../components/time.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { startJobTexts } from './texts.ts';

export interface ConfirmFullJobProps {
  readonly request: StartJob;
  /** Whose live data it is going to replace, or to add to. */
  readonly dataset: DatasetSummary;
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** Says what a full job will replace, and asks whether it is meant. */
export function ConfirmFullJob({ request, dataset, onConfirm, onClose }: ConfirmFullJobProps) {
  const words = startJobTexts().confirm;
  const formats = useFormats();
  const { live, load, source } = dataset;
  return (
    <ConfirmDialog title={words.title} confirmLabel={words.yes} onConfirm={onConfirm} onClose={onClose}>
      {load === 'merge' ? (
        <p>{words.merges}</p>
      ) : live === null ? (
        <p>{words.first}</p>
      ) : (
        <>
          <p>{words.replaces}</p>
          <Facts
            items={[
              [words.version, <strong>{words.versionValue(live.version)}</strong>],
              [
                words.sourceDate,
                live.source_stamp === null ? words.unstamped : formats.day(live.source_stamp),
              ],
              [words.published, <Time at={live.published_at} show="both" />],
              ...Object.entries(live.row_counts).map(
                ([table, rows]) => [words.rows(table), formats.count(rows)] as const,
              ),
            ]}
          />
          <p>{words.unchanged}</p>
        </>
      )}
      <Facts items={[[words.source, <ForeignText text={request.source ?? source ?? ''} />]]} />
      {request.limit !== undefined && (
        <p class="note note-warn">{words.limited(formats.count(request.limit))}</p>
      )}
      {request.accept === true && <p class="note note-warn">{words.accepted}</p>}
    </ConfirmDialog>
  );
}
