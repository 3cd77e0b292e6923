/*
 * What must never stand in a log, wherever it comes from: a message, a field, an error's message or stack. Patterns work
 * on the finished line, so that nothing gets by them; keys work on fields whose value has no shape of its own.
 */

const MASK = '***';

/** Fields whose value is a secret by its name; at the top of a line and one or two levels below. */
const SECRET_KEYS = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  '["x-csrf-token"]',
  'password',
  'token',
  'secret',
];

/** For pino's `redact`. */
export const REDACTION = {
  paths: SECRET_KEYS.flatMap((key) => {
    const step = key.startsWith('[') ? key : `.${key}`;
    return [key, `*${step}`, `*.*${step}`];
  }),
  censor: MASK,
};

/*
 * Repetitions are bounded: a line may hold text that was made to keep a pattern busy. A word may begin behind the escape
 * of a line break, whose letter would otherwise belong to it.
 */

/** From a scheme to the last @ before the path: what a URL has for name and password. */
const USER_INFO = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>\\]*@/gi;
const SECRET_PARAMETER =
  /([?&;][\w.%-]{0,40}(?:sig|token|key|secret|passw|pwd|credential|auth)[\w.%-]{0,40}=)[^&#\s"'\\]+/gi;
const AUTHORIZATION = /(?:\b|(?<=\\[nrt]))(Bearer|Basic) +[\w.~+/=-]+/gi;
const API_TOKEN = /(?:\b|(?<=\\[nrt]))rp_[\w-]{16,}/g;
const SESSION = /(?:\b|(?<=\\[nrt]))(regpipe_session=)[\w-]+/g;
/** AWS says it back with a request whose signature is wrong. */
const SESSION_TOKEN = /(x-amz-security-token[\\"']{0,3} *[=:] *[\\"']{0,3})[\w+/=%-]+/gi;
const PASSWORD_SETTING = /(?:\b|(?<=\\[nrt]))(password *[=:] *)[^\s"'\\,;&]+/gi;

/** A text without the secrets that can be told by their shape, and without the ones that are given. */
export function maskSecrets(text: string, known: readonly string[] = []): string {
  let masked = text;
  for (const secret of known) masked = masked.replaceAll(secret, MASK);
  return masked
    .replace(USER_INFO, `$1${MASK}@`)
    .replace(SECRET_PARAMETER, `$1${MASK}`)
    .replace(AUTHORIZATION, `$1 ${MASK}`)
    .replace(API_TOKEN, `rp_${MASK}`)
    .replace(SESSION, `$1${MASK}`)
    .replace(SESSION_TOKEN, `$1${MASK}`)
    .replace(PASSWORD_SETTING, `$1${MASK}`);
}
