import type { Connection } from '../connect-database.ts';
import { quote, versionName } from '../versions/table-names.ts';
import { GENERATION_INDEXES } from './generation-indexes.ts';
import { CAMPAIGN, campaignTable, countFunction, indexName, RECORD, recordTable } from './table-names.ts';

/**
 * Makes what is missing of a generation: its tables, and the triggers that keep the counts of campaigns, in the
 * caller's transaction.
 *
 * The counts are kept by triggers, and not by those who write: whoever changes a record, by hand as well, cannot forget
 * them. Once a statement, as most batches are of few campaigns.
 */
export async function createGeneration(connection: Connection, generation: number): Promise<void> {
  const record = recordTable(generation);
  const key = (table: string) => quote(`${versionName(table, generation)}_pkey`);
  await connection.query(
    `CREATE TABLE IF NOT EXISTS ${record} (
       transaction_id     text NOT NULL CONSTRAINT ${key(RECORD)} PRIMARY KEY,
       created_at         bigint NOT NULL,
       user_id            text NOT NULL,
       marketing_id       text,
       ap_id              text,
       notification_title text NOT NULL,
       notification_body  text,
       status             text NOT NULL,
       platform           text NOT NULL,
       error_msg          text
     );
     CREATE TABLE IF NOT EXISTS ${campaignTable(generation)} (
       marketing_id text NOT NULL CONSTRAINT ${key(CAMPAIGN)} PRIMARY KEY,
       records      bigint NOT NULL
     ) WITH (fillfactor = 50)`,
  );
  await connection.query(countingFunction(generation));
  const count = `FOR EACH STATEMENT EXECUTE FUNCTION ${countFunction(generation)}()`;
  await connection.query(
    `CREATE OR REPLACE TRIGGER count_added AFTER INSERT ON ${record}
       REFERENCING NEW TABLE AS added ${count};
     CREATE OR REPLACE TRIGGER count_changed AFTER UPDATE ON ${record}
       REFERENCING OLD TABLE AS removed NEW TABLE AS added ${count};
     CREATE OR REPLACE TRIGGER count_removed AFTER DELETE ON ${record}
       REFERENCING OLD TABLE AS removed ${count}`,
  );
}

/** What questions are answered by, on tables that nobody reads yet: a rebuild makes it at its end, and otherwise. */
export async function createIndexes(connection: Connection, generation: number): Promise<void> {
  for (const { name, definition } of GENERATION_INDEXES) {
    await connection.query(
      `CREATE INDEX IF NOT EXISTS ${indexName(generation, name)} ON ${recordTable(generation)} ${definition}`,
    );
  }
}

/** Adds the differences by campaign. Most updates change none: then nothing is written. */
function countingFunction(generation: number): string {
  const add = (changes: string) =>
    `INSERT INTO ${campaignTable(generation)} AS campaign (marketing_id, records)
     SELECT marketing_id, sum(difference) FROM (${changes}) changes
      WHERE marketing_id IS NOT NULL
      GROUP BY marketing_id HAVING sum(difference) <> 0 ORDER BY marketing_id
     ON CONFLICT (marketing_id) DO UPDATE SET records = campaign.records + EXCLUDED.records;`;
  const added = 'SELECT marketing_id, 1 AS difference FROM added';
  const removed = 'SELECT marketing_id, -1 AS difference FROM removed';
  return `
    CREATE OR REPLACE FUNCTION ${countFunction(generation)}() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      IF TG_OP = 'INSERT' THEN ${add(added)}
      ELSIF TG_OP = 'UPDATE' THEN ${add(`${added} UNION ALL ${removed}`)}
      ELSE ${add(removed)}
      END IF;
      RETURN NULL;
    END $function$`;
}
