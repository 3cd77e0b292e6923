import type { PageDefinition } from '../../page-definition.ts';
import { SchedulesPage } from './schedules-page.tsx';
import { schedulesPageTexts } from './texts.ts';

export const schedulesPage: PageDefinition = {
  path: '/schedules',
  component: SchedulesPage,
  nav: () => schedulesPageTexts().title,
};
