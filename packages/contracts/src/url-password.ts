/** The user of an address that names one and no password; of a list, in the first address, whose user holds for all. */
const USER_ALONE = /^((?:[a-z][a-z0-9+.-]*:\/\/)?[^\s:@/?#,]+):?@/i;

/**
 * An address with the password that is given beside it, as orchestrators inject secrets: each into a variable of its own.
 * One that has a password keeps it, and one without a user has nobody to whom it could belong.
 *
 * @param url of PostgreSQL or NATS, also a list or one without a scheme
 * @param password as it is; it is percent-encoded here
 */
export function withPassword(url: string, password: string | undefined): string {
  if (password === undefined || password === '') return url;
  return url.replace(USER_ALONE, (_all, user: string) => `${user}:${encodeURIComponent(password)}@`);
}
