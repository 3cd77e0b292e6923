import type { ComponentChildren } from 'preact';

import { ErrorNote } from '../components/error-note.tsx';
import { Loading } from '../components/loading.tsx';
import type { Resource } from './use-resource.ts';

export interface LoadedProps<T> {
  readonly resource: Resource<T>;
  readonly children: (data: T) => ComponentChildren;
}

/** Draws what was loaded; until then that it is on its way, or why it is not, with a way to try again. */
export function Loaded<T>({ resource, children }: LoadedProps<T>) {
  const { data, error, refresh } = resource;
  return (
    <>
      {error !== undefined && <ErrorNote error={error} retry={refresh} />}
      {data === undefined ? error === undefined && <Loading /> : children(data)}
    </>
  );
}
