import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Where macOS keeps it, which is not on the path. */
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The program of a Chromium or Chrome on this machine; `./run test` installs one where there is none. */
export function findBrowser(): string | undefined {
  const path = process.env['PATH'] ?? '';
  const places = path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...places, MAC_CHROME].find((place) => existsSync(place));
}
