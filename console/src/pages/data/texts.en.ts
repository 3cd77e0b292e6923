/** The page of the data, in English. */
export const dataEn = {
  title: 'Data',
  datasets: 'Data sets',
  version: (version: number) => `Version ${version}`,
  stamped: (day: string) => `source of ${day}`,
  unstamped: 'source without a date',
  published: 'published',
  searchReady: 'Search indexes ready',
  searchBuilding: 'Search indexes being built',
  searchBuildingHint: 'Searching already works, only slower.',
};
