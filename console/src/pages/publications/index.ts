import type { PageDefinition } from '../../page-definition.ts';
import { PublicationsPage } from './publications-page.tsx';
import { publicationsTexts } from './texts.ts';

export const publicationsPage: PageDefinition = {
  path: '/publications',
  component: PublicationsPage,
  nav: () => publicationsTexts().title,
};
