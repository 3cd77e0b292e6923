/**
 * FROM and WHERE of a query for the live publication `p`, made by job `was`, that the source of job `j` may turn out to
 * equal. Gives no row for a job that loads its source in any case (forced, limited, a dry run) or not at all (a repair), nor where what is live
 * holds only a part of its source: loading it again would add something.
 */
export const COMPARABLE_PUBLICATION = `
       FROM etl.etl_job_run j
       JOIN etl.publication p ON p.dataset = j.dataset AND p.live
       JOIN etl.etl_job_run was ON was.id = p.job_id
      WHERE j.mode = 'full' AND j.record_limit IS NULL AND NOT j.forced AND j.repair IS NULL
        AND was.status = 'success' AND was.record_limit IS NULL`;
