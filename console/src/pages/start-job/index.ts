import type { PageDefinition } from '../../page-definition.ts';
import { StartJobPage } from './start-job-page.tsx';

export const startJobPage: PageDefinition = { path: '/jobs/new', component: StartJobPage };
