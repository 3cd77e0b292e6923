import type { Publication } from '@regpipe/contracts';
import type { ComponentType } from 'preact';

/** What a data set's list of records is given. */
export interface BrowseProps {
  /** What the list shows. */
  readonly live: Publication;
  /** What stands behind the question mark: the filters are the view's own. */
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** What the page of one record is given. */
export interface RecordProps {
  /** As it stands in the address; it may be anything. */
  readonly recordKey: string;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/**
 * How the console shows the records of one data set. Each is a folder below datasets/ and stands in dataset-views.ts. All
 * but the first keep `?dataset=` in the addresses that they make: `/data` and `/data/<key>` alone are the first one's.
 */
export type DatasetView = PublishedView | MergedView;

/** Of one that is published as a whole: it can be shown while a version is live. */
export interface PublishedView extends ViewParts {
  readonly load: 'replace';
  /** Search, filters, results and charts, below the head of the page. */
  readonly Browse: ComponentType<BrowseProps>;
}

/** Of one whose files are merged into tables that live on: it can always be shown. */
export interface MergedView extends ViewParts {
  readonly load: 'merge';
  readonly Browse: ComponentType<Pick<BrowseProps, 'query'>>;
}

interface ViewParts {
  /** The name of the data set. */
  readonly dataset: string;
  /** The whole page of one record. */
  readonly Record: ComponentType<RecordProps>;
}
