import { Field } from './field.tsx';

export interface TextFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly error?: string | undefined;
  readonly name: string;
  readonly value: string;
  /** The id of a list of proposals. */
  readonly list?: string;
  /** A number, which telephones have keys of their own for. */
  readonly isNumeric?: boolean;
  readonly onInput: (value: string) => void;
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, name, value, list, isNumeric = false, onInput } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <input
          {...ids}
          name={name}
          list={list}
          inputMode={isNumeric ? 'numeric' : 'text'}
          autocomplete="off"
          spellcheck={false}
          value={value}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      )}
    </Field>
  );
}
