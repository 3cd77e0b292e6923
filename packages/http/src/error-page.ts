import { ERROR_CODES } from '@regpipe/contracts';

/** What a problem's `type` points to: every code with its status and what to do next. */
export function errorPage(): string {
  const entries = Object.entries(ERROR_CODES).map(
    ([code, { status, next }]) =>
      `<dt id="${code}"><code>${code}</code> ${status}</dt><dd>${escapeHtml(next)}</dd>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>regpipe: errors</title>
<style>body { font: 1rem/1.5 sans-serif; max-width: 50rem; margin: 2rem auto } dt { margin-top: 1rem }</style>
<h1>Errors</h1>
<dl>
${entries.join('\n')}
</dl>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
