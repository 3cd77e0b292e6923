import type { PageDefinition } from '../../page-definition.ts';
import { JobPage } from './job-page.tsx';

export const jobPage: PageDefinition = { path: '/jobs/:id', component: JobPage };
