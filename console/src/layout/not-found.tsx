import { shellTexts } from '../messages/shell.ts';
import { PageHeader } from './page-header.tsx';

/** What an address shows that leads nowhere. */
export function NotFound() {
  const words = shellTexts().notFound;
  return (
    <>
      <PageHeader title={words.title} />
      <p>{words.text}</p>
      <p>
        <a href="/">{words.home}</a>
      </p>
    </>
  );
}
