import { generateKeyPairSync, sign } from 'node:crypto';

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OID = 0x06;
const OCTET_STRING = 0x04;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
/** The optional fields of a certificate, and the kind of name that is an IP address. */
const VERSION_FIELD = 0xa0;
const EXTENSIONS_FIELD = 0xa3;
const IP_NAME = 0x87;

/**
 * A key and a certificate for 127.0.0.1 that nobody vouches for; made anew, so that no key lies in the
 * repository.
 */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = der(SEQUENCE, der(OID, Buffer.from('2a8648ce3d040302', 'hex')));
  const commonName = der(
    SEQUENCE,
    der(OID, Buffer.from('550403', 'hex')),
    der(UTF8_STRING, Buffer.from('127.0.0.1')),
  );
  const name = der(SEQUENCE, der(SET, commonName));
  const addresses = der(SEQUENCE, der(IP_NAME, Buffer.from([127, 0, 0, 1])));
  const subjectAltName = der(SEQUENCE, der(OID, Buffer.from('551d11', 'hex')), der(OCTET_STRING, addresses));
  const validity = der(SEQUENCE, utcTime('200101000000Z'), utcTime('491231235959Z'));
  const unsigned = der(
    SEQUENCE,
    der(VERSION_FIELD, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(EXTENSIONS_FIELD, der(SEQUENCE, subjectAltName)),
  );
  const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', unsigned, privateKey));
  const certificate = der(SEQUENCE, unsigned, ecdsaWithSha256, signature);
  const body = certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
  };
}

function utcTime(text: string): Buffer {
  return der(UTC_TIME, Buffer.from(text));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const digits = body.length.toString(16);
  // In as few bytes as will do: Go's parser insists.
  const length = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}
