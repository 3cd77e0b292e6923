/*
 * A log is read on a terminal, with text of foreign files in it. JSON escapes the C0 control characters; the others that
 * can move a cursor, turn text around or end a line are escaped here, which changes nothing for a reader of JSON.
 */

/** DEL, C1 with its one-byte CSI, marks that direct or hide text, line and paragraph separators. */
const UNESCAPED =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** A backslash that stands for itself, or an escape of a control character other than a line break or a tab. */
const ESCAPED = /\\(?:\\|u00[01][0-9a-f]|u007f|u00[89][0-9a-f]|u[0-9a-f]{4}|[bfr])/gi;

/** One line of JSON, with every such character in its strings escaped. */
export function neutralizeJson(line: string): string {
  return line.replace(UNESCAPED, escape);
}

/** The same for a line that is going to be unescaped for people: there the escapes themselves are what is shown. */
export function neutralizeForPeople(line: string): string {
  return neutralizeJson(line).replace(ESCAPED, (found) => (found === '\\\\' ? found : `\\${found}`));
}

/** A message for people, on one line: nobody forges a second one with a line break. */
export function onOneLine(message: string): string {
  return message.replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
