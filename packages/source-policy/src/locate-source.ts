import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { maskSource } from '@regpipe/contracts';

import { refuseHost } from './host-rules.ts';
import { refuseAddress } from './refuse-address.ts';
import type { SourcePolicy } from './source-policy.ts';

/** What a job's source is, or why it may not be read. */
export type LocatedSource =
  | { readonly kind: 'web'; readonly url: URL }
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string }
  /** `path` lies below `directory` by its name; where symbolic links lead is for whoever opens it to find out. */
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly directory: string;
      /** It lies where files are dropped: what it is called may be another file the next moment. */
      readonly dropped: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly code: 'REQUEST_INVALID' | 'SOURCE_FORBIDDEN';
      /** For people to read, without the credentials of an address. */
      readonly reason: string;
    };

/** As it is, without escapes: a key may hold anything. */
const S3 = /^s3:\/\/([^/]+)\/(.+)$/is;
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
const SHOWN_CHARACTERS = 200;

/**
 * Says what a source is by its text alone. That its host is allowed does not mean that what the host resolves to is:
 * `refuseAddress` says that of each address before it is connected to.
 *
 * @param location an http(s), s3 or file address, or a path, which may be relative to the policy's directory
 */
export function locateSource(policy: SourcePolicy, location: string): LocatedSource {
  const scheme = SCHEME.exec(location)?.[1]?.toLowerCase();
  if (scheme === undefined)
    return location.trim() === '' ? unreadable(location) : locateFile(policy, location);
  if (scheme === 's3') return locateInBucket(policy, location);
  if (!URL.canParse(location)) return unreadable(location);
  const url = new URL(location);
  if (scheme === 'http' || scheme === 'https') return locateOnWeb(policy, url);
  const path = scheme === 'file' ? pathOf(url) : undefined;
  return path === undefined ? unreadable(location) : locateFile(policy, path);
}

function locateOnWeb(policy: SourcePolicy, url: URL): LocatedSource {
  const reason = refuseHost(policy.hostRules, url) ?? refuseLiteral(policy, url);
  return reason === undefined ? { kind: 'web', url } : { kind: 'refused', code: 'SOURCE_FORBIDDEN', reason };
}

/** An IP address in the place of a name is known before anything is resolved. */
function refuseLiteral(policy: SourcePolicy, { hostname }: URL): string | undefined {
  const isLiteral = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
  return isLiteral ? refuseAddress(policy, hostname, hostname.replace(/^\[(.*)\]$/, '$1')) : undefined;
}

function locateInBucket({ buckets }: SourcePolicy, location: string): LocatedSource {
  const [, bucket = '', key = ''] = S3.exec(location) ?? [];
  if (key === '' || key.endsWith('/')) return unreadable(location);
  if (buckets.includes(bucket)) return { kind: 's3', bucket, key };
  return forbidden(
    `${show(bucket)} is not among the buckets that sources may be read from. ` +
      'Where that is wanted, it has to be added to REGPIPE_S3_BUCKETS.',
  );
}

function locateFile({ directory, dropDirectory }: SourcePolicy, location: string): LocatedSource {
  if (dropDirectory !== null && isAbsolute(location) && isBelow(dropDirectory, resolve(location))) {
    return { kind: 'file', path: resolve(location), directory: dropDirectory, dropped: true };
  }
  if (directory === null) {
    return forbidden(
      'Local files are not read here. Where that is wanted, REGPIPE_SOURCE_DIRECTORY names the directory to put them in.',
    );
  }
  const path = resolve(directory, location);
  if (isBelow(directory, path)) return { kind: 'file', path, directory, dropped: false };
  return forbidden(
    `${show(path)} is not below ${directory}, and local files are read from there only. ` +
      'Put the file there, or name another directory in REGPIPE_SOURCE_DIRECTORY.',
  );
}

/** Whether a path lies below a directory, by their names; both absolute. */
export function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Undefined for an address with a host, or with an escaped slash. */
function pathOf(url: URL): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}

function unreadable(location: string): LocatedSource {
  const reason = `"${show(location)}" cannot be read: a source is an http(s), s3 or file address, or a path.`;
  return { kind: 'refused', code: 'REQUEST_INVALID', reason };
}

function forbidden(reason: string): LocatedSource {
  return { kind: 'refused', code: 'SOURCE_FORBIDDEN', reason };
}

function show(location: string): string {
  return maskSource(location).slice(0, SHOWN_CHARACTERS);
}
