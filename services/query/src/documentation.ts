import { notificationRecordSchema } from '@regpipe/contracts';
import { bearerScheme, type Documentation } from '@regpipe/http';

export const documentation: Documentation = {
  title: 'regpipe query',
  description:
    'Answers questions about push notifications from what the projector has made of their commands.',
  components: { NotificationRecord: notificationRecordSchema },
  securitySchemes: { bearer: bearerScheme },
};
