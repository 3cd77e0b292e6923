import type { PublishedView } from '../dataset-view.ts';
import { Browse } from './browse.tsx';
import { Record } from './record.tsx';

/** Taiwan's business tax registrations: found by 統一編號, name, industry and city. */
export const taxRegistrationView: PublishedView = {
  dataset: 'tax-registration',
  load: 'replace',
  Browse,
  Record,
};
