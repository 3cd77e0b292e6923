import type { PageDefinition } from '../../page-definition.ts';
import { SchedulePage } from './schedule-page.tsx';

export const schedulePage: PageDefinition = { path: '/schedules/:name', component: SchedulePage };
