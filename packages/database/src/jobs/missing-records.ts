/**
 * The records of a dead chunk `d` that are not in the ledger: an SQL expression. A chunk that died in the transformer
 * covers all its parts; those that came to the loader all the same speak for themselves, be they loaded or dead.
 */
export const MISSING_RECORDS = `
  greatest(0, d.records
    - (SELECT coalesce(sum(l.records), 0) FROM etl.chunk_ledger l
        WHERE l.job_id = d.job_id AND l.chunk = d.chunk AND (d.stage = 'transformer' OR l.part = d.part))
    - (SELECT coalesce(sum(o.records), 0) FROM etl.dead_chunk o
        WHERE d.stage = 'transformer' AND o.stage = 'loader' AND o.job_id = d.job_id AND o.chunk = d.chunk
          AND NOT EXISTS (SELECT FROM etl.chunk_ledger l
                           WHERE l.job_id = o.job_id AND l.chunk = o.chunk AND l.part = o.part)))`;
