import { shellTexts } from '../messages/shell.ts';
import icon from './icon.svg';

/** The product's name, which leads to the first page. */
export function Brand() {
  return (
    <a class="brand" href="/">
      <img src={icon} alt="" width="26" height="26" />
      <span>{shellTexts().product}</span>
    </a>
  );
}
