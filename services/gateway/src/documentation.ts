import {
  auditEntrySchema,
  dropSchema,
  jobSchema,
  notificationRecordSchema,
  publicationSchema,
  rejectItemSchema,
  scheduleRunSchema,
  scheduleSchema,
  tokenSchema,
} from '@regpipe/contracts';
import { bearerScheme, type Documentation, sessionScheme } from '@regpipe/http';

export const documentation: Documentation = {
  title: 'regpipe',
  description: 'Starts and watches imports, shows what is published, and answers queries on it.',
  components: {
    AuditEntry: auditEntrySchema,
    Drop: dropSchema,
    Job: jobSchema,
    NotificationRecord: notificationRecordSchema,
    Publication: publicationSchema,
    Reject: rejectItemSchema,
    Schedule: scheduleSchema,
    ScheduleRun: scheduleRunSchema,
    Token: tokenSchema,
  },
  securitySchemes: { bearer: bearerScheme, session: sessionScheme },
};
