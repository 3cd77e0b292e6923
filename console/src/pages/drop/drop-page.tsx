import { getDrop } from '../../api/drops.ts';
import { isOver } from '../../drops/drop-status.ts';
import { NotFound } from '../../layout/not-found.tsx';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import type { PageProps } from '../../page-definition.ts';
import { DropBody } from './drop-body.tsx';
import { DropHead } from './drop-head.tsx';
import { dropPageTexts } from './texts.ts';

const POLL_MS = 1_000;

/** One dropped file: what it was, what became of it and where it lies; live until that is settled. */
export function DropPage({ params }: PageProps) {
  const id = Number(params['id']);
  return Number.isSafeInteger(id) && id > 0 ? <FollowedDropPage id={id} /> : <NotFound />;
}

function FollowedDropPage({ id }: { readonly id: number }) {
  const words = dropPageTexts();
  const drop = useResource(`drop ${id}`, (signal) => getDrop(id, signal), {
    pollMs: (data) => (data === undefined || !isOver(data.status) ? POLL_MS : null),
  });
  return (
    <>
      <DropHead id={id} drop={drop.data} />
      <Loaded resource={drop}>{(data) => <DropBody drop={data} />}</Loaded>
      <p class="form-foot">
        <a href="/drops">← {words.back}</a>
      </p>
    </>
  );
}
