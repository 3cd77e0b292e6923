/** How OpenSSL and Node name what is wrong with a certificate or a handshake. */
const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO$)/;

/** Whether an error of a connection says that the other side cannot be trusted, rather than that it is away. */
export function isTlsFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && TLS_CODE.test(String(error.code));
}
