import { shellTexts } from '../messages/shell.ts';
import { type Piece, splitForeignText } from './split-foreign-text.ts';

export interface ForeignTextProps {
  /** From a file that anybody may have written. */
  readonly text: string;
  /** The part to point out: UTF-16 units, `end` exclusive. */
  readonly mark?: { readonly start: number; readonly end: number } | null | undefined;
  /** What the marked part is, for who does not see the mark. */
  readonly markLabel?: string;
}

/**
 * Foreign text as text: never as markup, what is invisible shown as an escape, and turned around (right to left) within
 * itself only.
 */
export function ForeignText({ text, mark, markLabel }: ForeignTextProps) {
  return (
    <bdi class="foreign-text">
      {splitForeignText(text, mark ?? undefined).map((piece, index) =>
        piece.isMarked ? (
          <mark key={index} title={markLabel}>
            {markLabel !== undefined && <span class="visually-hidden">{markLabel} </span>}
            <Character piece={piece} />
          </mark>
        ) : (
          <Character key={index} piece={piece} />
        ),
      )}
    </bdi>
  );
}

function Character({ piece }: { readonly piece: Piece }) {
  if (!piece.isControl) return <>{piece.text}</>;
  return (
    <span class="control-character" title={shellTexts().control(piece.text)}>
      {piece.text}
    </span>
  );
}
