import type { NotificationRecord } from '@regpipe/contracts';

import { Badge, type Tone } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { Time } from '../../components/time.tsx';
import { questionAddress } from './question.ts';
import { notificationsTexts } from './texts.ts';

const TONES: Readonly<Record<NotificationRecord['status'], Tone>> = {
  SENT: 'active',
  DELIVERED: 'good',
  FAILED: 'bad',
};

export interface NotificationTableProps {
  readonly caption: string;
  readonly records: readonly NotificationRecord[];
}

/** Notifications as they stand, one a line; users and campaigns lead to their own. */
export function NotificationTable({ caption, records }: NotificationTableProps) {
  const { answer: words, statuses, platforms } = notificationsTexts();
  const { columns } = words;
  const foreign = (text: string | null) => (text === null ? '' : <ForeignText text={text} />);
  return (
    <DataTable
      caption={caption}
      rows={records}
      keyOf={(record) => record.transaction_id}
      asCards
      columns={[
        {
          key: 'title',
          header: columns.title,
          isRowHeader: true,
          wraps: true,
          cell: ({ notification_title: title, notification_body: body }) => (
            <>
              <ForeignText text={title} />
              {body !== null && (
                <span class="notification-body">
                  <ForeignText text={body} />
                </span>
              )}
            </>
          ),
        },
        {
          key: 'status',
          header: columns.status,
          cell: ({ status }) => <Badge tone={TONES[status]}>{statuses[status]}</Badge>,
        },
        {
          key: 'created',
          header: columns.created,
          cell: (record) => <Time at={new Date(record.created_at).toISOString()} show="absolute" />,
        },
        {
          key: 'error',
          header: columns.error,
          wraps: true,
          cell: (record) => foreign(record.error_msg),
        },
        {
          key: 'user',
          header: columns.user,
          cell: ({ user_id: id }) => (
            <a href={questionAddress({ by: 'user', id })}>
              <ForeignText text={id} />
            </a>
          ),
        },
        {
          key: 'campaign',
          header: columns.campaign,
          cell: ({ marketing_id: id }) =>
            id === null ? (
              ''
            ) : (
              <a href={questionAddress({ by: 'marketing', id })}>
                <ForeignText text={id} />
              </a>
            ),
        },
        { key: 'app', header: columns.app, cell: ({ ap_id: app }) => foreign(app) },
        { key: 'platform', header: columns.platform, cell: ({ platform }) => platforms[platform] },
        {
          key: 'transaction',
          header: columns.transaction,
          cell: ({ transaction_id: id }) => foreign(id),
        },
      ]}
    />
  );
}
