import { Field } from '../../components/field.tsx';

export interface TextFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly error?: string | undefined;
  readonly name: string;
  readonly value: string;
  /** The id of a list of proposals. */
  readonly list?: string;
  readonly onInput: (value: string) => void;
}

/** One line of text. */
export function TextField({ label, hint, error, name, value, list, onInput }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <input
          {...ids}
          name={name}
          list={list}
          autocomplete="off"
          spellcheck={false}
          value={value}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      )}
    </Field>
  );
}
