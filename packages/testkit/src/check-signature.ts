import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Of a client that a server played by a test knows. */
export interface Account {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Signed {
  readonly accessKeyId: string;
  readonly region: string;
}

export interface SignatureOptions {
  /** The service of AWS that is played, as signatures name it: `logs`, `ecs`. */
  readonly service: string;
  readonly accounts: readonly Account[];
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const MOST_SKEW_MS = 5 * 60_000;

/**
 * Checks a request's Signature Version 4 from the beginning: canonical request, string to sign, key derived from the secret.
 *
 * @returns whose it is, or why it is none
 */
export function checkSignature(
  request: IncomingMessage,
  body: Buffer,
  { service: wanted, accounts }: SignatureOptions,
): Signed | { readonly wrong: string } {
  const header =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const parts = header.exec(request.headers.authorization ?? '');
  if (parts === null) return { wrong: 'no signature' };
  const [, accessKeyId = '', day = '', region = '', service = '', names = '', signature = ''] = parts;
  const account = accounts.find((known) => known.accessKeyId === accessKeyId);
  if (account === undefined) return { wrong: 'an unknown key' };
  if (service !== wanted) return { wrong: `for the service ${service}` };

  const moment = String(request.headers['x-amz-date']);
  const at = Date.parse(moment.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  if (!moment.startsWith(day) || !(Math.abs(Date.now() - at) < MOST_SKEW_MS))
    return { wrong: 'of another time' };
  const signedNames = names.split(';');
  const missing = ['host', 'x-amz-date', 'x-amz-target'].filter((name) => !signedNames.includes(name));
  if (missing.length > 0) return { wrong: `without ${missing.join(', ')}` };

  const url = new URL(request.url ?? '', 'http://unused');
  const headers = signedNames.map(
    (name) => `${name}:${String(request.headers[name]).trim().replaceAll(/ +/g, ' ')}\n`,
  );
  const canonical = [
    request.method,
    url.pathname,
    [...url.searchParams]
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .sort()
      .join('&'),
    headers.join(''),
    names,
    sha256(body),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = [ALGORITHM, moment, scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<Buffer>(
    (derived, part) => createHmac('sha256', derived).update(part).digest(),
    Buffer.from(`AWS4${account.secretAccessKey}`),
  );
  const expected = createHmac('sha256', key).update(toSign).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'))
    ? { accessKeyId, region }
    : { wrong: 'a wrong one' };
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
