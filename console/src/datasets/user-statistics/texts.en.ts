/** User statistics, in English. */
export const userStatisticsEn = {
  search: 'Look a user up',
  id: 'User ID',
  idHint: 'To the letter, as in the column ユーザーID of the files.',
  missing: 'Put in an ID of at least one character.',
  button: 'Look up',
  about:
    'The newest file that tells of a user stands for that user. Files arrive as drops; users themselves are kept elsewhere.',
  drops: 'Look at the dropped files',
  title: (user: string) => `User ${user}`,
  facts: 'Statistics',
  logins: 'Logins',
  posts: 'Posts',
  updated: 'Merged',
  none: 'Nothing is known of this user',
  noneHint: 'No file that was merged has told of this ID. Small and capital letters differ.',
  back: 'Look another user up',
};
