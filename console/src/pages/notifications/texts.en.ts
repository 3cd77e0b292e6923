import type { NotificationRecord } from '@regpipe/contracts';

/** Looking notifications up, in English. Numbers come formatted. */
export const notificationsEn = {
  nav: 'Notifications',
  title: 'Notifications',

  search: {
    title: 'Look notifications up',
    by: 'By',
    kinds: { user: 'User', marketing: 'Campaign', fail: 'Failed transaction' },
    labels: { user: 'User ID', marketing: 'Campaign ID', fail: 'Transaction ID' },
    hints: {
      user: 'Everything that was sent to this user: user_id, to the letter.',
      marketing: 'Everything that belongs to this campaign: marketing_id, to the letter.',
      fail: 'The notification of this transaction_id, where it has failed.',
    },
    missing: 'Put in an ID of at least one character.',
    button: 'Look up',
  },

  answer: {
    titles: {
      user: (id: string) => `Sent to ${id}`,
      marketing: (id: string) => `Campaign ${id}`,
      fail: (id: string) => `Transaction ${id}`,
    },
    total: (count: string, isOne: boolean) =>
      `${count} ${isOne ? 'notification' : 'notifications'}, newest first`,
    none: 'None found',
    noneHints: {
      user: 'No notification to a user of this ID is recorded. Small and capital letters differ.',
      marketing: 'No notification of a campaign of this ID is recorded. Small and capital letters differ.',
      fail: 'No notification of this transaction has failed, as far as is recorded.',
    },
    past: 'There are no more',
    toFirst: 'To the first page',
    columns: {
      created: 'As of',
      status: 'State',
      title: 'Notification',
      user: 'User',
      campaign: 'Campaign',
      app: 'From, to',
      transaction: 'Transaction',
    },
    error: 'Error:',
  },

  statuses: {
    SENT: 'sent',
    DELIVERED: 'delivered',
    FAILED: 'failed',
  } satisfies Record<NotificationRecord['status'], string> as Record<NotificationRecord['status'], string>,

  platforms: {
    IOS: 'iOS',
    ANDROID: 'Android',
    WEBPUSH: 'Web push',
  } satisfies Record<NotificationRecord['platform'], string> as Record<
    NotificationRecord['platform'],
    string
  >,

  projection: {
    title: 'Tables behind the look-up',
    hint: 'They are made of the recorded commands, and can be made of them anew while queries go on.',
    generation: 'Generation',
    rebuilt: 'Last made anew',
    never: 'never',
    live: 'up to date',
    building: 'being made anew',
    read: (commands: string) => `${commands} commands read so far`,
    since: 'Begun',
    rebuild: 'Make them anew',
    confirmTitle: 'Make the tables anew?',
    confirmText:
      'All recorded commands are read again into new tables, which take the place of the present ones when they are complete. Queries go on meanwhile; the database has more to do.',
    started: 'The tables are being made anew.',
  },
};
