import type { Timing } from '@regpipe/contracts';
import { useEffect, useState } from 'preact/hooks';

import { previewTiming } from '../../api/schedules.ts';
import { Time } from '../../components/time.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { type ScheduleDraft, timingOf } from './schedule-draft.ts';
import { setScheduleTexts } from './texts.ts';

/** So long nobody may type before the gateway is asked. */
const REST_MS = 300;

/** When a schedule that is being set would run next, by the gateway that will judge it. */
export function Preview({ draft }: { readonly draft: ScheduleDraft }) {
  const words = setScheduleTexts();
  const timing = timingOf(draft);
  const rested = useRested(timing === undefined ? '' : JSON.stringify(timing));
  if (rested === '') return <p class="muted">{words.badMinutes}</p>;
  return <NextRuns key={rested} timing={JSON.parse(rested) as Timing} />;
}

function NextRuns({ timing }: { readonly timing: Timing }) {
  const words = setScheduleTexts();
  const formats = useFormats();
  const preview = useResource('preview', (signal) => previewTiming(timing, signal));
  const zone = timing.time_zone;
  return (
    <Loaded resource={preview}>
      {({ next }) =>
        next.length === 0 ? (
          <p>{words.previewNone}</p>
        ) : (
          <>
            <p class="muted">{words.previewZone(zone)}</p>
            <ol class="next-runs">
              {next.map((due) => (
                <li key={due}>
                  {formats.momentIn(due, zone)}{' '}
                  <span class="muted">
                    <Time at={due} />
                  </span>
                </li>
              ))}
            </ol>
          </>
        )
      }
    </Loaded>
  );
}

/** The value, once it has stayed the same for a moment. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(value), REST_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return rested;
}
