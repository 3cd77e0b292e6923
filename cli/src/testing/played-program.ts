import type { Program, ProgramAnswer } from '../program.ts';

/** What a program answers, by the beginning of its command line. */
export type ProgramPlay = Readonly<Record<string, ProgramAnswer>>;

export interface PlayedProgram extends Program {
  /** What it was told, as command lines. */
  readonly told: string[];
}

/** A program that answers as it is told, for what no real one can be brought to. What is not in the play is refused. */
export function playProgram(play: ProgramPlay): PlayedProgram {
  const told: string[] = [];
  const ask = (args: readonly string[]): Promise<ProgramAnswer> => {
    const line = args.join(' ');
    told.push(line);
    const found = Object.entries(play).find(([beginning]) => line.startsWith(beginning));
    return Promise.resolve(found?.[1] ?? { outcome: 'refused', complaint: '' });
  };
  return {
    told,
    ask,
    run: async (args) => ((await ask(args)).outcome === 'answered' ? 0 : 1),
  };
}

export function says(output = ''): ProgramAnswer {
  return { outcome: 'answered', output };
}
