/** What stands where a data set has nothing to show, in English. */
export const unpublishedEn = {
  title: 'Nothing is published yet',
  operator: 'Start a full job: it reads the source, and publishes what it holds.',
  viewer: 'Somebody with the role of an operator starts a full job: it reads the source, and publishes it.',
  start: 'Start a job',
  terminal: 'The same in a terminal:',
};
