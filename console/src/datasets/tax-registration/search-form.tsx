import { useLocation } from 'preact-iso';
import { useId, useRef, useState } from 'preact/hooks';

import { Field } from '../../components/field.tsx';
import type { CityCount, IndustryCount } from './api.ts';
import {
  type FilterName,
  isFiltered,
  listAddress,
  recordAddress,
  type RegistrationFilter,
  tidy,
  typedNumber,
} from './filter.ts';
import { taxRegistrationTexts } from './texts.ts';

/** As the API has it. */
const LONGEST_TEXT = 100;

export interface SearchFormProps {
  readonly filter: RegistrationFilter;
  /** To choose from; any others can be typed. */
  readonly industries: readonly IndustryCount[];
  readonly cities: readonly CityCount[];
}

/** What to look for; nothing is sent before it is submitted. */
export function SearchForm({ filter, industries, cities }: SearchFormProps) {
  const words = taxRegistrationTexts().search;
  const { route } = useLocation();
  const address = listAddress(filter);
  const [state, setState] = useState({ address, draft: filter });
  // Chips, charts and the browser's buttons change the filter, too.
  const draft = state.address === address ? state.draft : filter;
  const heading = useRef<string | undefined>(undefined);
  if (heading.current === address) heading.current = undefined;
  const listId = useId();
  const submit = () => {
    const number = typedNumber(draft.name ?? '');
    if (number !== undefined) {
      route(recordAddress(number));
      return;
    }
    heading.current = listAddress(draft);
    setState({ address: heading.current, draft: tidy(draft) });
    route(heading.current);
  };
  const input = (name: FilterName, list?: string) => ({
    name,
    value: draft[name] ?? '',
    maxLength: LONGEST_TEXT,
    autocomplete: 'off',
    spellcheck: false,
    ...(list === undefined ? {} : { list }),
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) =>
      // What is typed while the address is about to change belongs to the new one.
      setState({ address: heading.current ?? address, draft: { ...draft, [name]: currentTarget.value } }),
  });
  return (
    <search aria-label={words.title}>
      <form
        class="search-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={words.text} hint={words.textHint}>
          {(ids) => <input {...ids} type="search" {...input('name')} />}
        </Field>
        <Field label={words.industry} hint={words.industryHint}>
          {(ids) => <input {...ids} type="text" {...input('industry', `${listId}-industries`)} />}
        </Field>
        <Field label={words.city} hint={words.cityHint}>
          {(ids) => <input {...ids} type="text" {...input('city', `${listId}-cities`)} />}
        </Field>
        <div class="search-actions">
          <button type="submit">{words.button}</button>
          {isFiltered(filter) && (
            <a role="button" class="secondary outline" href={listAddress({})}>
              {words.clear}
            </a>
          )}
        </div>
        <datalist id={`${listId}-industries`}>
          {industries.map(({ industry_code: code, industry_name: name }) => (
            <option key={code} value={code} label={name === null ? code : `${code} ${name}`} />
          ))}
        </datalist>
        <datalist id={`${listId}-cities`}>
          {cities.map(({ city }) => city !== null && <option key={city} value={city} />)}
        </datalist>
      </form>
    </search>
  );
}
