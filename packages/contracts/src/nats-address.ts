import { TerminalError } from './errors.ts';

/** What a NATS client is given, in the words of its options. */
export interface NatsAddress {
  /** host:port */
  readonly servers: string[];
  readonly user?: string;
  readonly pass?: string;
  /** Present when only TLS will do; files in PEM. */
  readonly tls?: NatsTls;
}

export interface NatsTls {
  /** Who is trusted to vouch for the server, instead of the CAs that Node brings. */
  readonly caFile?: string;
  /** The client's own certificate and key, for a server that verifies its clients. */
  readonly certFile?: string;
  readonly keyFile?: string;
  /** Whom the certificate must name where the address is an IP: the client would look for `localhost` in it. */
  readonly host?: string;
}

const USUAL_PORT = '4222';
const TLS_FILES = { tls_ca: 'caFile', tls_cert: 'certFile', tls_key: 'keyFile' } as const;

/**
 * Reads `NATS_URL`: addresses separated by commas, `nats://user:password@host:port` or `tls://…?tls_ca=<file>` (also
 * `tls_cert`, `tls_key`). User, password and files stand in the first address and hold for all: the client has one
 * identity, whichever server it is connected to.
 *
 * @throws TerminalError CONFIG_INVALID; the message never shows a password
 */
export function readNatsUrl(text: string): NatsAddress {
  const urls = text.split(',').map((address) => parse(address.trim()));
  const [first] = urls as [URL, ...URL[]];
  const servers = urls.map((url) => `${url.hostname}:${url.port === '' ? USUAL_PORT : url.port}`);
  const secure = urls.some((url) => url.protocol === 'tls:') || first.search !== '';
  return {
    servers,
    ...(first.username === '' ? {} : { user: decodeURIComponent(first.username) }),
    ...(first.password === '' ? {} : { pass: decodeURIComponent(first.password) }),
    ...(secure ? { tls: { ...readFiles(first), ...nameOfIp(urls) } } : {}),
  };
}

function parse(address: string): URL {
  const url = URL.parse(address.includes('://') ? address : `nats://${address}`);
  if (url !== null && url.hostname !== '' && /^(nats|tls):$/.test(url.protocol)) return url;
  throw new TerminalError(
    'CONFIG_INVALID',
    'NATS_URL: must be nats:// or tls:// addresses, separated by commas.',
  );
}

function readFiles(url: URL): NatsTls {
  const files: Partial<Record<(typeof TLS_FILES)[keyof typeof TLS_FILES], string>> = {};
  for (const [name, value] of url.searchParams) {
    if (!isFile(name)) {
      throw new TerminalError(
        'CONFIG_INVALID',
        `NATS_URL: unknown option "${name}"; there are ${Object.keys(TLS_FILES).join(', ')}.`,
      );
    }
    files[TLS_FILES[name]] = value;
  }
  return files;
}

/** The client knows one name for all servers: with several, they must have host names, which it tells apart by itself. */
function nameOfIp(urls: readonly URL[]): NatsTls {
  const [only, ...others] = urls.map((url) => url.hostname.replace(/^\[(.*)\]$/, '$1'));
  const isIp = only !== undefined && /^[\d.]+$|:/.test(only);
  return isIp && others.length === 0 ? { host: only } : {};
}

function isFile(name: string): name is keyof typeof TLS_FILES {
  return Object.hasOwn(TLS_FILES, name);
}
