import type { PageDefinition } from './page-definition.ts';
import { dataPage, recordPage } from './pages/data/index.ts';
import { dropPage } from './pages/drop/index.ts';
import { dropsPage } from './pages/drops/index.ts';
import { jobPage } from './pages/job/index.ts';
import { jobsPage } from './pages/jobs/index.ts';
import { notificationsPage } from './pages/notifications/index.ts';
import { overviewPage } from './pages/overview/index.ts';
import { publicationsPage } from './pages/publications/index.ts';
import { queuesPage } from './pages/queues/index.ts';
import { schedulePage } from './pages/schedule/index.ts';
import { schedulesPage } from './pages/schedules/index.ts';
import { setSchedulePage } from './pages/set-schedule/index.ts';
import { startJobPage } from './pages/start-job/index.ts';

/** Every page. Those with a name stand in the navigation in this order; of two that fit an address the first is shown. */
export const pages: readonly PageDefinition[] = [
  overviewPage,
  jobsPage,
  startJobPage,
  jobPage,
  dataPage,
  recordPage,
  publicationsPage,
  schedulesPage,
  schedulePage,
  setSchedulePage,
  dropsPage,
  dropPage,
  notificationsPage,
  queuesPage,
];
