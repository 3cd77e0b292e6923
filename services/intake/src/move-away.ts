import type { OpenDrop } from '@regpipe/database';
import { FOLDERS, type ObjectStore } from '@regpipe/object-store';

import { splitEnding } from './name-drop.ts';

/**
 * Moves a file out of `incoming/`, to where its outcome belongs; may be repeated after a crash. Where another file lies there
 * already, the number of the drop goes into its name.
 *
 * @returns the key at which it lies now; null where it was gone, or another one had taken its place
 */
export async function moveAway(
  store: ObjectStore,
  drop: OpenDrop,
  signal: AbortSignal,
): Promise<string | null> {
  for (const target of targetsOf(drop)) {
    const outcome = await store.move(drop.object_key, drop.etag, target, signal);
    if (outcome === 'moved') return target;
    // It was moved before something else came to lie where it had been.
    if (outcome === 'changed' && (await store.head(target, signal))?.etag === drop.etag) return target;
  }
  return null;
}

/** Where it may go, the first place that is free: a crashed process may have moved it to either. */
export function targetsOf({ id, object_key: key, error_code: code }: OpenDrop): [string, string] {
  const folder = code === null ? FOLDERS.processed : FOLDERS.failed;
  const name = key.slice(FOLDERS.incoming.length);
  const [stem, ending] = splitEnding(name.slice(name.lastIndexOf('/') + 1));
  const below = name.slice(0, name.lastIndexOf('/') + 1);
  return [`${folder}${name}`, `${folder}${below}${stem}.${id}${ending}`];
}
