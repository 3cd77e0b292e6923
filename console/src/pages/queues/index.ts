import type { PageDefinition } from '../../page-definition.ts';
import { QueuesPage } from './queues-page.tsx';
import { queuesTexts } from './texts.ts';

export const queuesPage: PageDefinition = {
  path: '/queues',
  component: QueuesPage,
  nav: () => queuesTexts().title,
};
