import type { ComponentType } from 'preact';

/** What the router gives a page. */
export interface PageProps {
  /** The parts of the path that begin with a colon, such as `id` of `/jobs/:id`. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** What stands behind the question mark. */
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** One page: each is a folder below pages/ and stands in routes.ts. */
export interface PageDefinition {
  readonly path: string;
  readonly component: ComponentType<PageProps>;
  /** Its name in the navigation, in the language of the moment; a page without one is reached from others. */
  readonly nav?: () => string;
}
