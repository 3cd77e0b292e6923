import type { DatasetView } from '../dataset-view.ts';
import { Browse } from './browse.tsx';
import { Record } from './record.tsx';

/** Taiwan's business tax registrations: found by 統一編號, name, industry and city. */
export const taxRegistrationView: DatasetView = { dataset: 'tax-registration', Browse, Record };
