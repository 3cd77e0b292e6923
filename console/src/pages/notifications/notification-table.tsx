import type { NotificationRecord } from '@regpipe/contracts';

import type { Question } from '../../api/notifications.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
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
  /** What was asked by stands in no column: all of them have it. */
  readonly by: Question;
  readonly records: readonly NotificationRecord[];
}

/** Notifications as they stand, one a line; users and campaigns lead to their own. */
export function NotificationTable({ caption, by, records }: NotificationTableProps) {
  const { answer: words, statuses, platforms } = notificationsTexts();
  const { columns } = words;
  const all: readonly Column<NotificationRecord>[] = [
    {
      key: 'title',
      header: columns.title,
      isRowHeader: true,
      wraps: true,
      cell: ({ notification_title: title, notification_body: body, error_msg: error }) => (
        <>
          <ForeignText text={title} />
          {body !== null && (
            <span class="cell-detail">
              <ForeignText text={body} />
            </span>
          )}
          {error !== null && (
            <span class="cell-detail cell-detail-bad">
              <span class="visually-hidden">{words.error} </span>
              <ForeignText text={error} />
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
      key: 'user',
      header: columns.user,
      cell: ({ user_id: id }) => (
        <a href={questionAddress({ by: 'user', id })}>
          <ForeignText text={id} />
        </a>
      ),
    },
    {
      key: 'marketing',
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
    {
      key: 'app',
      header: columns.app,
      cell: ({ ap_id: app, platform }) => (
        <>
          {app !== null && (
            <>
              <ForeignText text={app} />
              {' · '}
            </>
          )}
          {platforms[platform]}
        </>
      ),
    },
    {
      key: 'transaction',
      header: columns.transaction,
      wraps: true,
      cell: ({ transaction_id: id }) => <ForeignText text={id} />,
    },
  ];
  return (
    <DataTable
      caption={caption}
      rows={records}
      keyOf={(record) => record.transaction_id}
      asCards
      columns={all.filter(({ key }) => key !== by)}
    />
  );
}
