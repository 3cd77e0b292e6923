import type { ObjectStore, StoredObject } from '../object-store.ts';

export async function listAll(
  store: ObjectStore,
  prefix: string,
  signal: AbortSignal,
): Promise<StoredObject[]> {
  const objects: StoredObject[] = [];
  for await (const object of store.list(prefix, signal)) objects.push(object);
  return objects;
}
