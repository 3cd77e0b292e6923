import type { Projection } from '@regpipe/contracts';
import { useState } from 'preact/hooks';

import { getProjection, rebuildProjection } from '../../api/notifications.ts';
import { Badge } from '../../components/badge.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Facts } from '../../components/facts.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { toast } from '../../components/toasts.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { ifServed } from '../../loading/if-served.ts';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { mayOperate } from '../../session/session.ts';
import { notificationsTexts } from './texts.ts';

const POLL_MS = 15_000;
const BUILDING_POLL_MS = 1_000;

/** The tables that answers come from: whether they are being made anew, and having that done. */
export function ProjectionCard() {
  const words = notificationsTexts().projection;
  const [isAsked, setAsked] = useState(false);
  const projection = useResource('projection', (signal) => ifServed(getProjection(signal)), {
    pollMs: (data) => (isBuilding(data) ? BUILDING_POLL_MS : POLL_MS),
  });
  const { data, refresh } = projection;
  if (data === null) return null;
  return (
    <Section
      title={words.title}
      actions={
        mayOperate() &&
        data !== undefined &&
        !isBuilding(data) && (
          <button type="button" class="secondary" onClick={() => setAsked(true)}>
            {words.rebuild}
          </button>
        )
      }
    >
      <p class="muted">{words.hint}</p>
      <Loaded resource={projection}>{(known) => known !== null && <State projection={known} />}</Loaded>
      {isAsked && (
        <ConfirmDialog
          title={words.confirmTitle}
          confirmLabel={words.rebuild}
          onConfirm={async () => {
            await rebuildProjection();
            setAsked(false);
            toast(words.started);
            refresh();
          }}
          onClose={() => setAsked(false)}
        >
          <p>{words.confirmText}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}

function State({ projection }: { readonly projection: Projection }) {
  const words = notificationsTexts().projection;
  const formats = useFormats();
  const { generation, rebuilt_at: rebuiltAt, build_started_at: startedAt } = projection;
  const builds = isBuilding(projection);
  return (
    <Facts
      items={[
        [
          words.generation,
          <>
            {generation}{' '}
            <Badge tone={builds ? 'active' : 'good'}>{builds ? words.building : words.live}</Badge>
            {builds && <span class="muted"> {words.read(formats.count(projection.built_commands))}</span>}
          </>,
        ],
        [words.since, builds && startedAt !== null ? <Time at={startedAt} /> : null],
        [words.rebuilt, rebuiltAt === null ? words.never : <Time at={rebuiltAt} show="both" />],
      ]}
    />
  );
}

function isBuilding(projection: Projection | null | undefined): boolean {
  return projection !== null && projection !== undefined && projection.building !== null;
}
