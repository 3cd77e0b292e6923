/** What is said of a rebuild, in English. Counts and times come formatted. */
export const rebuildEn = {
  watching: (name: string, generation: number) =>
    `${name} is made anew from the commands (generation ${generation}); queries go on with what there is.`,
  commands: (count: string) => `${count} commands read`,
  done: (name: string, count: string, time: string) => `${name} is rebuilt: ${count} commands in ${time}.`,
  left: (name: string) => `The rebuild of ${name} goes on without this terminal.`,
};
