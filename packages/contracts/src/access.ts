import { z } from 'zod';

/** What a token may do at the API. */
export const ROLES = ['sender', 'viewer', 'operator', 'admin'] as const;
export const roleSchema = z
  .enum(ROLES)
  .describe(
    'sender only hands in commands and events; viewer only reads; operator does both, and starts, resumes, cancels and rolls back; admin also manages tokens',
  );
export type Role = z.infer<typeof roleSchema>;

/** Whether someone of the role `held` may do what asks for the role `needed`. */
export function isAllowed(held: Role, needed: Role): boolean {
  return INCLUDED[held].includes(needed);
}

/** Programs of others that hand something in need not be able to read what is here, so a viewer is no sender, and no sender a viewer. */
const INCLUDED: Readonly<Record<Role, readonly Role[]>> = {
  sender: ['sender'],
  viewer: ['viewer'],
  operator: ['sender', 'viewer', 'operator'],
  admin: ROLES,
};

/** The name of the token that stands in the gateway's environment: no other may have it. */
export const ENVIRONMENT_TOKEN = 'environment';

/** How tokens are named: they stand in logs, paths and on command lines. */
export const tokenNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,62}$/,
    'Invalid: up to 63 lower-case letters, digits, dots, hyphens and underscores, the first a letter or digit',
  );

/** A token as it is listed: all but the token itself, which nobody has but its holder. */
export const tokenSchema = z.object({
  name: z.string(),
  role: roleSchema,
  created_at: z.iso.datetime({ offset: true }),
  created_by: z.string().describe('Name of the token that made it'),
  expires_at: z.iso.datetime({ offset: true }).nullable(),
  last_used_at: z.iso
    .datetime({ offset: true })
    .nullable()
    .describe('To the minute; null when it was never used'),
  revoked_at: z.iso.datetime({ offset: true }).nullable(),
});
export type Token = z.infer<typeof tokenSchema>;
