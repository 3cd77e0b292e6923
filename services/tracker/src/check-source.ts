import { RefusedError } from '@regpipe/contracts';

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
const READABLE = new Set(['http', 'https', 'file']);

/** Refuses at once what the fetcher could never open. @throws RefusedError REQUEST_INVALID */
export function checkSource(source: string): void {
  const scheme = SCHEME.exec(source)?.[1]?.toLowerCase();
  if (scheme === undefined ? source.trim() !== '' : READABLE.has(scheme) && URL.canParse(source)) return;
  throw new RefusedError(
    'REQUEST_INVALID',
    `"${source.slice(0, 200)}" cannot be read: a source is an http(s) or file address, or a path.`,
    { fields: { source } },
  );
}
