/** What stands around the pages, and what their parts say by themselves, in English. */
export const shellEn = {
  product: 'regpipe',
  skip: 'Skip to the content',
  navigation: 'Pages',
  language: 'Language',
  languages: { en: 'English', 'zh-TW': '中文' },
  theme: 'Theme',
  themes: { auto: 'Auto', light: 'Light', dark: 'Dark' },
  signedInAs: (name: string, role: string) => `Signed in as ${name} (${role})`,
  roles: { sender: 'sender', viewer: 'viewer', operator: 'operator', admin: 'admin' },
  signOut: 'Sign out',
  apiDocs: 'API',
  pageTitle: (page: string) => `${page} · regpipe`,

  loading: 'Loading …',
  retry: 'Try again',
  close: 'Close',
  goBack: 'Go back',
  next: 'Next step:',
  yes: 'yes',
  showTable: 'Show the numbers as a table',
  dismiss: 'Dismiss',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  pages: 'Pages of the list',
  notFound: {
    title: 'There is no such page',
    text: 'The address leads nowhere in this console.',
    home: 'Go to the overview',
  },
  broken: {
    title: 'This page has stopped working',
    text: 'Something in the page itself went wrong. Nothing that runs is affected.',
    reload: 'Load the page again',
  },

  errors: {
    unreachable: 'The gateway does not answer.',
    unreachableNext: 'Check that it runs (./run dev) and that this computer reaches it, then try again.',
    invalidAnswer: 'The answer is none of regpipe’s.',
    invalidAnswerNext: 'Something in between may have answered, such as a proxy. Look at it, then try again.',
    unexpected: 'Something unexpected went wrong in this page.',
    unexpectedNext:
      'Load the page again. If it happens again, report it with what the browser’s console says.',
    code: (code: string) => `Code ${code}`,
  },

  /** Invisible characters, as they are shown instead. */
  control: (code: string) => `control character ${code}`,
};
