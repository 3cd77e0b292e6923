import type { PageDefinition } from '../../page-definition.ts';
import { SetSchedulePage } from './set-schedule-page.tsx';

export const setSchedulePage: PageDefinition = { path: '/set-schedule', component: SetSchedulePage };
