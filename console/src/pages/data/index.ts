import type { PageDefinition } from '../../page-definition.ts';
import { DataPage } from './data-page.tsx';
import { RecordPage } from './record-page.tsx';
import { dataTexts } from './texts.ts';

export const dataPage: PageDefinition = {
  path: '/data',
  component: DataPage,
  nav: () => dataTexts().title,
};

export const recordPage: PageDefinition = { path: '/data/:key', component: RecordPage };
