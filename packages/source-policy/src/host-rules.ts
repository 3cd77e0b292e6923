/** Stands in REGPIPE_SOURCE_HOSTS for the hosts of the data sets' own sources. */
export const OWN_HOSTS = 'datasets';

/** Hosts that a source may be on, by their name and port. Whether their addresses may be connected to is not said. */
export interface HostRule {
  /** As `URL.hostname` has it; null for every name. */
  readonly name: string | null;
  /** The names below `name` are meant, and not itself. */
  readonly below: boolean;
  /** `usual` is that of the scheme: 80 for http, 443 for https. */
  readonly port: number | 'usual' | 'any';
}

const ENTRY = /^(\*|(?:\*\.)?[^\s:/?#@*[\]\\]+|\[[0-9a-f:.]+\])(?::(\d{1,5}|\*))?$/i;
const HIGHEST_PORT = 65_535;

/** One entry of the list: `host`, `host:port`, `host:*`, `*.example.org`, `*`; undefined when it is none of them. */
export function parseHostRule(entry: string): HostRule | undefined {
  const [, host = '', portText] = ENTRY.exec(entry) ?? [];
  if (host === '') return undefined;
  const port = parsePort(portText);
  if (port === undefined) return undefined;
  if (host === '*') return { name: null, below: false, port };
  const below = host.startsWith('*.');
  const name = normalizeHost(below ? host.slice(2) : host);
  return name === undefined ? undefined : { name, below, port };
}

/** The rule for exactly the host and port of an address. */
export function ruleOf(url: URL): HostRule {
  return { name: withoutDot(url.hostname), below: false, port: url.port === '' ? 'usual' : Number(url.port) };
}

/** Why nothing may be asked of the address's host, for people to read; undefined where it may. */
export function refuseHost(rules: readonly HostRule[], url: URL): string | undefined {
  if (rules.some((rule) => matches(rule, url))) return undefined;
  return (
    `${url.host} is not among the hosts that sources may be read from. ` +
    `Where that is wanted, ${url.host} has to be added to REGPIPE_SOURCE_HOSTS.`
  );
}

/** A host's name as `URL.hostname` has it: lower case, Punycode, numbers of IPv4 in any spelling as four. */
export function normalizeHost(host: string): string | undefined {
  return URL.canParse(`http://${host}/`) ? withoutDot(new URL(`http://${host}/`).hostname) : undefined;
}

/** Whether a name is the rule's, or below it. */
export function matchesName({ name, below }: Pick<HostRule, 'name' | 'below'>, hostname: string): boolean {
  const asked = withoutDot(hostname.toLowerCase());
  return name === null || (below ? asked.endsWith(`.${name}`) : asked === name);
}

function matches(rule: HostRule, url: URL): boolean {
  return matchesName(rule, url.hostname) && matchesPort(rule.port, url);
}

function matchesPort(port: HostRule['port'], url: URL): boolean {
  // WHATWG leaves out the port that is the scheme's own.
  if (port === 'usual') return url.port === '';
  return port === 'any' || port === Number(url.port === '' ? usualPort(url) : url.port);
}

function usualPort(url: URL): number {
  return url.protocol === 'https:' ? 443 : 80;
}

function parsePort(text: string | undefined): HostRule['port'] | undefined {
  if (text === undefined) return 'usual';
  if (text === '*') return 'any';
  const port = Number(text);
  return port >= 1 && port <= HIGHEST_PORT ? port : undefined;
}

/** The root's dot at the end makes no other name of it. */
function withoutDot(name: string): string {
  return name.replace(/\.$/, '');
}
