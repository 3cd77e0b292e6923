import type { PageDefinition } from '../../page-definition.ts';
import { JobsPage } from './jobs-page.tsx';
import { jobsPageTexts } from './texts.ts';

export const jobsPage: PageDefinition = {
  path: '/jobs',
  component: JobsPage,
  nav: () => jobsPageTexts().title,
};
