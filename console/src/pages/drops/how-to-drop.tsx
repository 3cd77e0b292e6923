import { Empty } from '../../components/empty.tsx';
import { dropsPageTexts } from './texts.ts';

/** Where there is no file yet: the ways to bring one. */
export function HowToDrop() {
  const words = dropsPageTexts();
  return (
    <Empty title={words.empty}>
      <p>{words.emptyHint}</p>
      <ul class="drop-ways">
        <li>{words.ways.directory}</li>
        <li>{words.ways.bucket}</li>
      </ul>
      <p>{words.emptyAfter}</p>
    </Empty>
  );
}
