import type { PageDefinition } from '../../page-definition.ts';
import { DropPage } from './drop-page.tsx';

export const dropPage: PageDefinition = { path: '/drops/:id', component: DropPage };
