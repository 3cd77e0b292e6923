import type { PageDefinition } from '../../page-definition.ts';
import { NotificationsPage } from './notifications-page.tsx';
import { notificationsTexts } from './texts.ts';

export const notificationsPage: PageDefinition = {
  path: '/notifications',
  component: NotificationsPage,
  nav: () => notificationsTexts().nav,
};
