import { splitForeignText } from './split-foreign-text.ts';

/** Foreign text for places that hold no markup, such as titles and charts: what is invisible is shown as an escape. */
export function visibleText(text: string): string {
  return splitForeignText(text)
    .map((piece) => piece.text)
    .join('');
}
