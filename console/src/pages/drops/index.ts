import type { PageDefinition } from '../../page-definition.ts';
import { DropsPage } from './drops-page.tsx';
import { dropsPageTexts } from './texts.ts';

export const dropsPage: PageDefinition = {
  path: '/drops',
  component: DropsPage,
  nav: () => dropsPageTexts().title,
};
