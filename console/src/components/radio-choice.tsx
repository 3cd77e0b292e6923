export interface RadioChoiceProps<T extends string> {
  readonly label: string;
  /** Of the inputs; unique in a form. */
  readonly name: string;
  readonly value: T;
  /** Value and word. */
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

/** One of a few that are all to be seen. */
export function RadioChoice<T extends string>({
  label,
  name,
  value,
  options,
  onChange,
}: RadioChoiceProps<T>) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {options.map(([option, word]) => (
        <label key={option}>
          <input
            type="radio"
            name={name}
            value={option}
            checked={value === option}
            onChange={() => onChange(option)}
          />
          {word}
        </label>
      ))}
    </fieldset>
  );
}
