import type { PageDefinition } from '../../page-definition.ts';
import { OverviewPage } from './overview-page.tsx';
import { overviewTexts } from './texts.ts';

export const overviewPage: PageDefinition = {
  path: '/',
  component: OverviewPage,
  nav: () => overviewTexts().title,
};
