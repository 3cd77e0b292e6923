import { Field } from './field.tsx';

export interface IdFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly error: string | undefined;
  readonly name: string;
  /** In characters, as the API has it. */
  readonly longest: number;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** Where somebody types, or pastes, by what something is to be found: no words that a browser could know better. */
export function IdField({ label, hint, error, name, longest, value, onInput }: IdFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <input
          {...ids}
          name={name}
          type="search"
          maxLength={longest}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={value}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      )}
    </Field>
  );
}
