/** The file's columns by their source names. */
export const COLUMNS = ['ユーザーID', 'ログイン回数', '投稿回数'] as const;

/** Where each column stands in what a transform gets. */
export const FIELD = { user: 0, logins: 1, posts: 2 } as const;
