import { Facts } from '../../components/facts.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useResource } from '../../loading/use-resource.ts';
import type { Registration } from './api.ts';
import { isNumber, recordAddress } from './filter.ts';
import { findRegistration } from './find-registration.ts';
import { parseSetupDate } from './setup-date.ts';
import { taxRegistrationTexts } from './texts.ts';

/** What the register says of a business. */
export function RegistrationFacts({ registration }: { readonly registration: Registration }) {
  const words = taxRegistrationTexts().record;
  const formats = useFormats();
  const { ban, business_name: name, business_address: address, capital_amount: capital } = registration;
  const { business_type: type, is_use_invoice: usesInvoices, created_at: loadedAt } = registration;
  return (
    <Section title={words.facts}>
      <Facts
        items={[
          [words.ban, ban],
          [words.name, <ForeignText text={name} />],
          [words.address, address === null ? words.noAddress : <ForeignText text={address} />],
          [words.capital, words.capitalOf(formats.count(capital))],
          [words.setupDate, <SetupDay text={registration.business_setup_date} />],
          [words.type, type === null ? null : <ForeignText text={type} />],
          [words.invoice, usesInvoices ? words.invoiceYes : words.invoiceNo],
          [words.headquarters, <Headquarters ban={registration.headquarters_ban} />],
          [words.loaded, <Time at={loadedAt} show="both" />],
        ]}
      />
    </Section>
  );
}

/** The day in both calendars; what is no day is shown as it stands in the source. */
function SetupDay({ text }: { readonly text: string | null }) {
  const words = taxRegistrationTexts().record;
  const formats = useFormats();
  if (text === null) return <>{words.noSetupDate}</>;
  const date = parseSetupDate(text);
  if (date !== undefined) {
    return <>{words.setupDateOf(formats.day(date.iso), date.rocYear, date.month, date.day)}</>;
  }
  return (
    <>
      <ForeignText text={text} /> <span class="muted">({words.badSetupDate})</span>
    </>
  );
}

function Headquarters({ ban }: { readonly ban: string | null }) {
  const words = taxRegistrationTexts().record;
  if (ban === null) return <>{words.noHeadquarters}</>;
  return isNumber(ban) ? <HeadquartersLink ban={ban} /> : <ForeignText text={ban} />;
}

/** The number at once, and the name when it comes. */
function HeadquartersLink({ ban }: { readonly ban: string }) {
  const words = taxRegistrationTexts().record;
  const { data } = useResource(ban, (signal) => findRegistration(ban, signal));
  if (data === null) {
    return (
      <>
        {ban} <span class="muted">({words.headquartersMissing})</span>
      </>
    );
  }
  return (
    <a href={recordAddress(ban)}>
      {ban} {data !== undefined && <ForeignText text={data.business_name} />}
    </a>
  );
}
