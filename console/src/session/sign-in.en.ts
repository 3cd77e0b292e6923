/** The sign-in page, in English. */
export const signInEn = {
  title: 'Sign in',
  lead: 'Whoever shows a token of the API is let in. This browser keeps a session of it, not the token itself.',
  token: 'Token',
  hint: 'It begins with rp_, or is the one of your own stack.',
  button: 'Sign in',
  where: 'Where do I find one?',
  local: 'Of the stack on your own computer:',
  localText: './run dev and ./run demo --keep print the file that holds it, usually',
  other: 'For somebody else, or a gateway elsewhere, an admin makes one:',
  roles: 'A viewer reads, an operator also starts and stops jobs, an admin also manages tokens.',
  empty: 'Put in a token.',
};
