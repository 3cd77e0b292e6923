export {
  type Connection,
  connectDatabase,
  type Database,
  type DatabaseLog,
  type DatabaseOptions,
  type Queryable,
} from './connect-database.ts';
export { type PoolUse, poolUse } from './pool-use.ts';
export { copyRows } from './copy-rows.ts';
export { inTransaction, withConnection } from './transaction.ts';
export { isTransient, sqlState } from './transient.ts';
export { ensureSchema, type SchemaOptions } from './ensure-schema.ts';
export { migrate, migrateWithRoles } from './migrate.ts';
export { reachDatabase } from './reach-database.ts';
export { type RoleKey, type RolePasswords, ROLES } from './roles/role-names.ts';

export { createSession, type NewSession, type SessionOwner } from './access/create-session.ts';
export { createToken, type NewToken } from './access/create-token.ts';
export { endSession } from './access/end-session.ts';
export { extendSession } from './access/extend-session.ts';
export { findSession, type FoundSession } from './access/find-session.ts';
export { type ActiveToken, findToken } from './access/find-token.ts';
export { hasAdminToken } from './access/has-admin-token.ts';
export { listTokens } from './access/list-tokens.ts';
export { revokeToken } from './access/revoke-token.ts';
export { touchToken } from './access/touch-token.ts';

export type { OpenDrop } from './drops/open-drop.ts';
export { AUDIT_SUBJECTS, type AuditFilter, pageAudit } from './drops/page-audit.ts';
export { acquireLocks, type AcquireResult, type Lease } from './drops/acquire-locks.ts';
export { beginDrop } from './drops/begin-drop.ts';
export { copyRowErrors, type RowErrorCopy } from './drops/copy-row-errors.ts';
export { datasetLock, fileLock } from './drops/lock-names.ts';
export { findDrop } from './drops/find-drop.ts';
export { copyRowWarnings } from './drops/copy-row-warnings.ts';
export { type DropEnd, endDrop } from './drops/end-drop.ts';
export { type DropsSource, findDropsJob } from './drops/find-drops-job.ts';
export { findNextDrop, type Worker } from './drops/find-next-drop.ts';
export { holdLocks } from './drops/hold-locks.ts';
export { listCommittedChunks } from './drops/list-committed-chunks.ts';
export { type EndedDrop, listEndedDrops } from './drops/list-ended-drops.ts';
export { listRowErrors } from './drops/list-row-errors.ts';
export { listUnknownObjects } from './drops/list-unknown-objects.ts';
export { lockOpenDrop } from './drops/lock-open-drop.ts';
export { recordMetadata } from './drops/record-metadata.ts';
export { releaseLocks } from './drops/release-locks.ts';
export { renewLocks } from './drops/renew-locks.ts';
export { type DropFailure, settleDrop } from './drops/settle-drop.ts';
export { type DropFilter, listDrops } from './drops/list-drops.ts';
export { type NewAuditEntry, recordAudit } from './drops/record-audit.ts';
export { type NewDrop, recordArrival } from './drops/record-arrival.ts';
export { type Pause, putBackDrop } from './drops/put-back-drop.ts';

export { abandonRepair } from './jobs/abandon-repair.ts';
export { acceptJob } from './jobs/accept-job.ts';
export { cancelJob } from './jobs/cancel-job.ts';
export { changeStatus, type StatusChange } from './jobs/change-status.ts';
export { countAsDead } from './jobs/count-as-dead.ts';
export { createJob, type CreateJobResult, type NewJob } from './jobs/create-job.ts';
export { findAttemptStart } from './jobs/find-attempt-start.ts';
export { findActiveJob } from './jobs/find-active-job.ts';
export { getJob } from './jobs/get-job.ts';
export { beat, interruptSilentJobs } from './jobs/heartbeat.ts';
export { listActiveJobs } from './jobs/list-active-jobs.ts';
export { type FetchedChunks, listFetchedChunks } from './jobs/list-fetched-chunks.ts';
export { listQuietJobs } from './jobs/list-quiet-jobs.ts';
export { type DeadChunk, listDeadChunks } from './jobs/list-dead-chunks.ts';
export { listOpenRepairs } from './jobs/list-open-repairs.ts';
export { readPublishedSource } from './jobs/read-published-source.ts';
export { readSource } from './jobs/read-source.ts';
export { readSourceUrl } from './jobs/read-source-url.ts';
export { recordDeadChunk } from './jobs/record-dead-chunk.ts';
export { recordFetchEnd, recordFetchProgress } from './jobs/record-fetch.ts';
export { recordFetchedChunks } from './jobs/record-fetched-chunks.ts';
export { type NewJobEvent, recordJobEvent } from './jobs/record-job-event.ts';
export { recordSource } from './jobs/record-source.ts';
export { recordTransformedChunks } from './jobs/record-transformed-chunks.ts';
export { redriveJob, type RedriveResult } from './jobs/redrive-job.ts';
export { type FoldedCounts, refreshCounts } from './jobs/refresh-counts.ts';
export { resumeJob, type ResumeResult } from './jobs/resume-job.ts';
export { skipJob, skipJobOfSameContent, type UnchangedSource } from './jobs/skip-job.ts';
export { supersedeJobs } from './jobs/supersede-jobs.ts';

export { type LedgerCheckpoint, readCheckpoint } from './ledger/read-checkpoint.ts';
export {
  recordChunk,
  type RecordChunkResult,
  recordChunks,
  type RecordedChunks,
} from './ledger/record-chunks.ts';

export { ensureLiveTables } from './merge/ensure-live-tables.ts';
export { type FatalRejects, findFatalRejects } from './merge/find-fatal-rejects.ts';
export { mergeRows, type MergeRowsResult, type MergeTask } from './merge/merge-rows.ts';
export { settleReferences } from './merge/settle-references.ts';
export { stagedRows, type StagedRows } from './merge/staged-rows.ts';
export { takeSlot } from './merge/take-slot.ts';

export { buildConstraints } from './publish/build-constraints.ts';
export { gatherStatistics } from './publish/gather-statistics.ts';
export { validateReferences } from './publish/validate-references.ts';
export { buildSearchIndexes } from './publish/build-search-indexes.ts';
export { countKeys, countRows } from './publish/count-rows.ts';
export { dropOldVersions } from './publish/drop-old-versions.ts';
export { type DryRunEnd, endDryRun } from './publish/end-dry-run.ts';
export { makeLive, type MakeLiveResult, type NewPublication } from './publish/make-live.ts';
export { mergeRepair, type MergeResult, type Repair } from './publish/merge-repair.ts';
export { withPublicationLock } from './publish/publication-lock.ts';
export { readLivePublication } from './publish/read-publication.ts';
export { recordPublishStep } from './publish/record-step.ts';
export { countRepeatedKeys, removeDuplicates } from './publish/remove-duplicates.ts';
export { swapPatiently } from './publish/swap-patiently.ts';
export { rollBack, type RollBackResult } from './publish/roll-back.ts';

export { findByCampaign } from './notifications/find-by-campaign.ts';
export { findByUser } from './notifications/find-by-user.ts';
export { findFailed } from './notifications/find-failed.ts';
export type { RecordFilter, RecordPage, RecordPosition } from './notifications/record-page.ts';

export { enableSchedule } from './schedules/enable-schedule.ts';
export { findRun } from './schedules/find-run.ts';
export { findSchedule } from './schedules/find-schedule.ts';
export { forgetOldRuns } from './schedules/forget-old-runs.ts';
export { listRuns } from './schedules/list-runs.ts';
export { listSchedules } from './schedules/list-schedules.ts';
export { listTickingSchedules, type TickingSchedule } from './schedules/list-ticking-schedules.ts';
export { readClock } from './schedules/read-clock.ts';
export { readScheduleSource } from './schedules/read-schedule-source.ts';
export { type NewOutcome, type NewRun, recordRun } from './schedules/record-run.ts';
export { removeSchedule } from './schedules/remove-schedule.ts';
export type { ScheduleRow } from './schedules/schedule-view.ts';
export { type NewSchedule, setSchedule, type SetSchedule } from './schedules/set-schedule.ts';

export { dropRepairTables } from './versions/drop-repair-tables.ts';
export { dropVersionTables } from './versions/drop-version-tables.ts';
export { keyTable, liveTable, repairTable, SOURCE_LINE, versionTable } from './versions/table-names.ts';

export { countDeadChunks, type DeadCount } from './queries/count-dead-chunks.ts';
export { countJobs, type JobCount } from './queries/count-jobs.ts';
export { listLivePublications, type LivePublication } from './queries/list-live-publications.ts';
export { listNewestJobs, type NewestJob } from './queries/list-newest-jobs.ts';
export { listVerifications, type Verification } from './queries/list-verifications.ts';
export { type RecordSums, sumRecords } from './queries/sum-records.ts';
export { compareByKey, type CompareOptions, type KeyCounts } from './queries/compare-by-key.ts';
export { countRejects, type RejectCount } from './queries/count-rejects.ts';
export { isReachable } from './queries/is-reachable.ts';
export { type JobFilter, listJobs } from './queries/list-jobs.ts';
export { listJobEvents } from './queries/list-job-events.ts';
export { listPublications, type PublicationRow } from './queries/list-publications.ts';
export { listRejects, type RejectFilter, type RejectPosition } from './queries/list-rejects.ts';
export {
  type DeadChunkFilter,
  type DeadChunkPosition,
  type DeadChunkRow,
  pageDeadChunks,
} from './queries/page-dead-chunks.ts';
export { readChunkMap } from './queries/read-chunk-map.ts';
export { readOnly } from './queries/read-only.ts';
export { readPostgresVersion } from './queries/read-postgres-version.ts';
export { readSourceColumns } from './queries/read-source-columns.ts';

export { beginRebuild } from './notifications/begin-rebuild.ts';
export { buildGenerationIndexes } from './notifications/build-generation-indexes.ts';
export { buildSlice, type SliceResult } from './notifications/build-slice.ts';
export { dropOldGenerations } from './notifications/drop-old-generations.ts';
export { ensureProjection } from './notifications/ensure-projection.ts';
export { readProjection } from './notifications/read-projection.ts';
export { recordCommands } from './notifications/record-commands.ts';
export { swapGenerationPatiently } from './notifications/swap-generation-patiently.ts';
export { withRebuildLock } from './notifications/with-rebuild-lock.ts';
