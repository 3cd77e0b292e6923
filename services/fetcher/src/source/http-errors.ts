import { errorMessage, RegpipeError, RetryableError, TerminalError } from '@regpipe/contracts';
import { errors } from 'undici';

/** Whether the answer's headers had arrived when it failed. */
export type HttpStage = 'answer' | 'body';

/** OpenSSL's verification codes and Node's own; handshakes that fail otherwise (ERR_SSL_…) may be passing. */
const CERTIFICATE_CODES =
  /^(CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|PATH_LENGTH_|ERROR_IN_CERT_|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/;

/** The address for messages: no credentials and no query, which may hold a signature. */
export function displayUrl(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === '' ? '' : '?…'}`;
}

/** What an error of undici or of the socket means for the source, and whether trying again may help. */
export function toSourceError(error: unknown, stage: HttpStage, url: URL): RegpipeError {
  if (error instanceof RegpipeError) return error;
  const source = displayUrl(url);
  const options = { cause: error, fields: { source } };
  const detail = errorMessage(error);
  const code = systemCode(error);

  if (CERTIFICATE_CODES.test(code)) {
    return new TerminalError(
      'SOURCE_TLS',
      `the certificate of ${url.host} was rejected (${code}: ${detail}): check the chain that the server ` +
        `sends, this machine's clock and its CA bundle (NODE_EXTRA_CA_CERTS)`,
      options,
    );
  }
  if (error instanceof errors.MaxRedirectsError) {
    return new TerminalError('SOURCE_REFUSED', `${source} redirects too often`, options);
  }
  // Redirects that cannot be followed: in a circle, or to another scheme than http and https.
  if (error instanceof errors.InvalidArgumentError) {
    return new TerminalError('SOURCE_REFUSED', `${source} cannot be asked: ${detail}`, options);
  }
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return new RetryableError('SOURCE_STALLED', `${source} stopped sending: ${detail}`, options);
  }
  if (stage === 'body') {
    return new RetryableError('SOURCE_TRUNCATED', `${source} dropped the connection: ${detail}`, options);
  }
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') {
    return new RetryableError('SOURCE_TLS', `no TLS connection to ${url.host}: ${detail}`, options);
  }
  return new RetryableError('SOURCE_UNREACHABLE', `${source} cannot be reached: ${detail}`, options);
}

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
