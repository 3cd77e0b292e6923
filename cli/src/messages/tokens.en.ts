/** What is said about tokens. */
export const tokensEn = {
  description: 'Make, list and revoke tokens for the API',
  name: 'name',
  role: 'role',
  state: 'state',
  created: 'created',
  by: 'by',
  expires: 'expires',
  lastUsed: 'last used',
  states: { active: 'active', expired: 'expired', revoked: 'revoked' },
  never: 'never',
  unused: 'never used',
  none: 'There are no tokens yet.',
  environment: 'REGPIPE_API_TOKEN of the gateway opens it, too, as an admin.',
  made: (name: string, role: string, expires: string) =>
    `Token "${name}" is made: ${role}, expires: ${expires}`,
  shownOnce: 'It is shown this once. Programs take it as REGPIPE_API_TOKEN.',
  revoked: (name: string) => `Token "${name}" is revoked. Within seconds it opens nothing.`,
};
