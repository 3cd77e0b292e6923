/* The little of SVG that the charts need. */

type Attributes = Readonly<Record<string, string | number>>;

/** Light, and told apart by eyes that cannot tell red from green (Okabe and Ito, and Tol). */
export const COLOURS = [
  ...['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9'],
  ...['#d55e00', '#b8a500', '#7f6fb0', '#777777', '#994455'],
] as const;
export const INK = '#222222';
export const FAINT = '#d8d8d8';

export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(String(value))}"`);
  return `<${name}${list.join('')}>${children.join('')}</${name}>\n`;
}

export interface TextOptions {
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly colour?: string;
  readonly bold?: boolean;
}

export function text(x: number, y: number, content: string, options: TextOptions = {}): string {
  const { size = 13, anchor = 'start', colour = INK, bold = false } = options;
  const attributes = { x: round(x), y: round(y), 'font-size': size, 'text-anchor': anchor, fill: colour };
  return element('text', { ...attributes, ...(bold ? { 'font-weight': 'bold' } : {}) }, escape(content));
}

export function line(x1: number, y1: number, x2: number, y2: number, colour: string, dashes = ''): string {
  const ends = { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2) };
  return element('line', {
    ...ends,
    stroke: colour,
    ...(dashes === '' ? {} : { 'stroke-dasharray': dashes }),
  });
}

export function rectangle(x: number, y: number, width: number, height: number, fill: string, title: string) {
  const place = { x: round(x), y: round(y), width: round(width), height: round(height) };
  return element('rect', { ...place, fill }, element('title', {}, escape(title)));
}

/** A whole picture on white; a viewer's dark mode does not make its text unreadable. */
export function picture(
  width: number,
  height: number,
  title: string,
  ...children: readonly string[]
): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
  };
  return element(
    'svg',
    { ...attributes, role: 'img', 'font-family': 'system-ui, sans-serif' },
    element('title', {}, escape(title)),
    element('rect', { width, height, fill: '#ffffff' }),
    text(20, 30, title, { size: 17, bold: true }),
    ...children,
  );
}

/** Round numbers from 0 to beyond `most`, about `count` of them. */
export function ticks(most: number, count = 6): number[] {
  const rough = Math.max(most, Number.MIN_VALUE) / count;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) =>
    Number((index * step).toPrecision(6)),
  );
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
