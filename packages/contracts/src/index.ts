export {
  ENVIRONMENT_TOKEN,
  isAllowed,
  type Role,
  ROLES,
  roleSchema,
  type Token,
  tokenNameSchema,
  tokenSchema,
} from './access.ts';
export {
  type CallName,
  type CallResult,
  type Calls,
  JOB_CHANGED,
  JOB_STOPPED,
  type Requested,
  type ResumeJob,
  type StartJob,
} from './calls.ts';
export {
  type ChunkStage,
  holdsSubject,
  type JobVerb,
  type StreamDefinition,
  type StreamName,
  STREAMS,
  subjects,
} from './subjects.ts';
export {
  type CleanChunk,
  decodeCleanHeaders,
  decodeRawHeaders,
  encodeChunkHeaders,
  type Headers,
  KEY_SECTION,
  type RawChunk,
  REJECT_SECTION,
  type Section,
} from './chunk.ts';
export {
  type Checkpoint,
  type DiscardCommand,
  discardCommandSchema,
  type FetchCommand,
  fetchCommandSchema,
  type FetchPlan,
  fetchPlanSchema,
  type IndexCommand,
  indexCommandSchema,
  type PublishCommand,
  publishCommandSchema,
  type PublishedSource,
  type RebuildCommand,
  rebuildCommandSchema,
  type RedriveCommand,
  redriveCommandSchema,
  type SourceIdentity,
} from './commands.ts';
export { type EventData, type EventMetadata, eventSchema, type EventType, type JobEvent } from './events.ts';
export { ERROR_CODES, type ErrorCode, isErrorCode, isGuardCode } from './error-codes.ts';
export {
  errorCode,
  errorMessage,
  RefusedError,
  RegpipeError,
  RetryableError,
  TerminalError,
} from './errors.ts';
export {
  ACTIVE_STATUSES,
  endedWell,
  isActive,
  isResumable,
  isSettled,
  JOB_LOADS,
  JOB_MODES,
  JOB_STATUSES,
  type JobLoad,
  type JobMode,
  type JobStatus,
  LOADING_STATUSES,
  RESUMABLE_STATUSES,
} from './job-status.ts';
export {
  type Job,
  jobModeSchema,
  jobSchema,
  jobStatusSchema,
  type Progress,
  type Publication,
  publicationSchema,
  type RejectItem,
  rejectItemSchema,
  rejectSchema,
  type RejectRow,
  type UnchangedBy,
} from './job.ts';
export { maskSource } from './mask-source.ts';
export type { ColumnDefinition, MergeDefinition, SearchIndex, TableDefinition } from './table.ts';
export { type PublishStep, publishSteps } from './publish-steps.ts';
export { parseMessage } from './parse-message.ts';
export { consumersOf, NATS_ACCESS, NATS_SERVICES, type NatsService, streamsOf } from './nats-access.ts';
export { type NatsAddress, readNatsUrl } from './nats-address.ts';
export { clientNameOf, inboxOf, type NatsPermissions, natsPermissions } from './nats-permissions.ts';
export { isTlsFailure } from './tls-failure.ts';
export { CHUNK_STATES, type ChunkMap, chunkMapSchema, type ChunkState } from './chunk-map.ts';
export { type Comparison, comparisonSchema } from './comparison.ts';
export {
  type Schedule,
  scheduleNameSchema,
  type ScheduleRun,
  scheduleRunSchema,
  scheduleSchema,
  type Timing,
  type Tick,
  TICK_ORIGINS,
  type TickOrigin,
  tickSchema,
  timingSchema,
} from './schedule.ts';
export { type DeadChunk, deadChunkSchema, type StreamView, streamViewSchema } from './stream-view.ts';
export { type System, systemSchema } from './system.ts';
export {
  formatTraceparent,
  parseTraceparent,
  type TraceContext,
  traceHeaders,
  TRACEPARENT,
} from './traceparent.ts';
export { type TimelineEntry, timelineEntrySchema } from './timeline.ts';
export { DEFAULT_TIME_ZONE } from './time-zone.ts';
export { withPassword } from './url-password.ts';
export {
  AUDIT_SEVERITIES,
  type AuditEntry,
  auditEntrySchema,
  DIRECTORY_BUCKET,
  type Drop,
  DROP_STATUSES,
  type DroppedObject,
  type DropReport,
  dropReportSchema,
  dropRowErrorSchema,
  dropSchema,
  type DropStatus,
  dropStatusSchema,
  isDropped,
  type ProcessingMetadata,
  processingMetadataSchema,
  type ReceivedDrop,
  receivedDropSchema,
} from './drops.ts';
export {
  MOST_RECORDS,
  NOTIFICATION_QUESTIONS,
  NOTIFICATION_STATUSES,
  type NotificationAnswer,
  notificationAnswerSchema,
  type NotificationCommand,
  notificationCommandSchema,
  type NotificationPage,
  type NotificationQuestion,
  type NotificationRecord,
  notificationRecordSchema,
  PLATFORMS,
  USUAL_RECORDS,
} from './notifications.ts';
export { type ObjectEvent, readObjectEvent, withoutQuotes } from './object-event.ts';
export { NOTIFICATIONS, type Projection, projectionSchema } from './projection.ts';
