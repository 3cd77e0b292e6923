/** What stands where a data set has no versions, in English. */
export const unversionedEn = {
  title: 'This data set has no versions',
  text: 'Each of its files is merged into tables that live on: there is nothing to compare or to roll back to. What became of each file is told among the drops.',
  drops: 'Look at the dropped files',
  data: 'Look at the data',
};
