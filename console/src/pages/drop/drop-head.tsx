import type { Drop } from '@regpipe/contracts';

import { Time } from '../../components/time.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { DropStatusBadge } from '../../drops/drop-status-badge.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { PageHeader } from '../../layout/page-header.tsx';
import { dropPageTexts } from './texts.ts';

export interface DropHeadProps {
  readonly id: number;
  /** Undefined until it is known. */
  readonly drop: Drop | undefined;
}

/** Which file this is, and how far it is. It stays while that is loaded: what has the focus must not be taken away. */
export function DropHead({ id, drop }: DropHeadProps) {
  const words = dropPageTexts();
  const formats = useFormats();
  if (drop === undefined) return <PageHeader title={words.untitled(id)} />;
  const seconds = drop.metadata?.seconds_total ?? null;
  return (
    <PageHeader title={visibleText(drop.name)} beside={<DropStatusBadge status={drop.status} />}>
      {drop.dataset ?? words.noDataset} · {words.arrived} <Time at={drop.received_at} />
      {seconds !== null && ` · ${words.took(formats.duration(seconds))}`}
    </PageHeader>
  );
}
