import { escapeIdentifier } from 'pg';

import type { Queryable } from '../connect-database.ts';
import { LIVE_TABLE_COMMENT } from '../merge/ensure-live-tables.ts';
import { ROLES } from './role-names.ts';

interface Owned {
  /** What stands between ALTER and OWNER TO, quoted by the server. */
  readonly object: string;
  readonly role: string;
}

/**
 * Gives what an earlier, single role has made to the role whose it is now. Objects that are in the right hands are not
 * touched, so a second run takes no locks. A live view is one whose definition asks for a complete version: analysts'
 * views, which only build on it, stay theirs. What belongs to the projection is known by its name.
 */
export async function handOver(db: Queryable): Promise<void> {
  const { rows } = await db.query<Owned>(
    `WITH owned (object, role, owner) AS (
       SELECT format('SCHEMA %I', nspname), $1::text, nspowner
         FROM pg_namespace WHERE nspname IN ('etl', 'regpipe')
       UNION ALL
       SELECT format('TABLE %I.%I', nspname, relname),
              CASE WHEN nspname <> 'regpipe' THEN $1::text WHEN relname ~ '^notification_' THEN $3::text ELSE $2::text END,
              relowner
         FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relkind = 'r' AND (nspname IN ('etl', 'regpipe')
                                 OR (nspname = 'public' AND relname IN ('regpipe_migration', 'command_record')))
       UNION ALL
       SELECT format('TABLE public.%I', relname), $2::text, relowner
         FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
          AND obj_description(oid, 'pg_class') = $4
       UNION ALL
       SELECT format('FUNCTION %s', p.oid::regprocedure),
              CASE WHEN nspname = 'regpipe' AND proname ~ '^notification_' THEN $3::text ELSE $1::text END, proowner
         FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname IN ('etl', 'regpipe')
       UNION ALL
       SELECT format('VIEW %s', view), $2::text, (SELECT relowner FROM pg_class WHERE oid = view)
         FROM (${LIVE_VIEWS}) live
       UNION ALL
       SELECT format('VIEW %s', view), $3::text, (SELECT relowner FROM pg_class WHERE oid = view)
         FROM (${PROJECTED_VIEWS}) projected
     )
     SELECT object, role FROM owned WHERE owner <> (SELECT oid FROM pg_roles WHERE rolname = role)`,
    [ROLES.migrator, ROLES.loader, ROLES.projector, LIVE_TABLE_COMMENT],
  );
  for (const { object, role } of rows) {
    await db.query(`ALTER ${object} OWNER TO ${escapeIdentifier(role)}`);
  }
}

/** A query for the live views there are, as `view regclass`. */
export const LIVE_VIEWS = `
  SELECT DISTINCT r.ev_class::regclass AS view
    FROM pg_depend d JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
    JOIN pg_class c ON c.oid = r.ev_class AND c.relnamespace = 'public'::regnamespace
   WHERE d.refclassid = 'pg_proc'::regclass
     AND d.refobjid = to_regprocedure('regpipe.assert_complete(text, bigint)')`;

/** A query for the views that show a projection. */
export const PROJECTED_VIEWS = `
  SELECT oid::regclass AS view FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
     AND relname IN ('notification_record', 'notification_campaign')`;
