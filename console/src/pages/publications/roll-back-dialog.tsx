import { getDataset, type HistoryEntry } from '../../api/datasets.ts';
import { rollBack } from '../../api/publications.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Facts } from '../../components/facts.tsx';
import { Time } from '../../components/time.tsx';
import { toast } from '../../components/toasts.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { liveOf, rollBackTarget } from './history.ts';
import { publicationsTexts } from './texts.ts';

/** What is live, and what is to be live instead. */
export interface RollBackPlan {
  readonly from: HistoryEntry;
  readonly to: HistoryEntry;
}

export interface RollBackDialogProps {
  readonly plan: RollBackPlan;
  readonly onClose: () => void;
  /** Something else is live now. */
  readonly onChange: () => void;
}

/** Says what a roll-back makes live, asks whether it is meant, and does it. */
export function RollBackDialog({ plan: { from, to }, onClose, onChange }: RollBackDialogProps) {
  const words = publicationsTexts().rollBack;
  const confirm = async () => {
    // The API goes back by one from whatever is live, and that may be another by now.
    const { history } = await getDataset(from.dataset);
    const isAsShown =
      liveOf(history)?.version === from.version && rollBackTarget(history)?.version === to.version;
    if (isAsShown) {
      const { version } = await rollBack(from.dataset);
      toast(words.done(version));
    } else {
      toast(words.changed);
    }
    onChange();
    onClose();
  };
  return (
    <ConfirmDialog
      title={words.title(to.version)}
      confirmLabel={words.confirm(to.version)}
      isDangerous
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{words.lead}</p>
      <Facts
        items={[
          [words.now, <Summary entry={from} />],
          [words.afterwards, <Summary entry={to} />],
        ]}
      />
      <p class="roll-back-for-good">{words.forGood(from.version)}</p>
    </ConfirmDialog>
  );
}

function Summary({ entry }: { readonly entry: HistoryEntry }) {
  const words = publicationsTexts().rollBack;
  const formats = useFormats();
  const { version, source_stamp: stamp, published_at: publishedAt, row_counts: rowCounts } = entry;
  return (
    <>
      <strong>
        {stamp === null ? words.unstampedSummary(version) : words.summary(version, formats.day(stamp))}
      </strong>
      <br />
      {words.publishedAt} <Time at={publishedAt} show="both" />
      {Object.entries(rowCounts).map(([table, rows]) => (
        <div key={table}>{words.rows(table, formats.count(rows))}</div>
      ))}
    </>
  );
}
