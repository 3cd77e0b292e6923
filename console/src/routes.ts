import type { PageDefinition } from './page-definition.ts';
import { jobPage } from './pages/job/index.ts';
import { jobsPage } from './pages/jobs/index.ts';
import { overviewPage } from './pages/overview/index.ts';
import { startJobPage } from './pages/start-job/index.ts';

/** Every page. Those with a name stand in the navigation in this order; of two that fit an address the first is shown. */
export const pages: readonly PageDefinition[] = [overviewPage, jobsPage, startJobPage, jobPage];
