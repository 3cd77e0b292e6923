/**
 * The kind of membership to ask `pg_has_role` for: one that lets a role act as another. Since version 16 who has created
 * a role is a member that may only administer it.
 */
export const MAY_SET_ROLE = `CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END`;
