/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { defineElement } from "./define-element.ts";

const common = {
  label: "",
  labelAccessibilityVisibility: "visible",
  name: "",
  value: "",
  placeholder: "",
  details: "",
  error: "",
  disabled: false,
  required: false,
  readOnly: false,
};

type Labelled = {
  label: string;
  labelAccessibilityVisibility: string;
  details: string;
  error: string;
  required: boolean;
};

export function defineFields(): void {
  defineElement(
    "s-number-field",
    { ...common, min: "", max: "", step: "1", inputMode: "decimal", prefix: "", suffix: "" },
    (element) => (
      <Field {...labelsOf(element)}>
        <input
          id="field"
          {...marks(element)}
          inputMode={element.inputMode as "numeric"}
          type="text"
          onInput={(event) => {
            element.value = event.currentTarget.value;
          }}
          onChange={() => changed(element)}
        />
      </Field>
    ),
    { delegatesFocus: true },
  );

  defineElement(
    "s-text-field",
    { ...common, maxLength: "", minLength: "" },
    (element) => (
      <Field {...labelsOf(element)}>
        <input
          id="field"
          type="text"
          {...marks(element)}
          onInput={(event) => {
            element.value = event.currentTarget.value;
          }}
          onChange={() => changed(element)}
        />
      </Field>
    ),
    { delegatesFocus: true },
  );

  defineElement(
    "s-text-area",
    { ...common, rows: "2", maxLength: "", minLength: "" },
    (element) => (
      <Field {...labelsOf(element)}>
        <textarea
          id="field"
          {...marks(element)}
          rows={Number(element.rows)}
          maxLength={element.maxLength ? Number(element.maxLength) : undefined}
          onInput={(event) => {
            element.value = event.currentTarget.value;
          }}
          onChange={() => changed(element)}
        />
      </Field>
    ),
    { delegatesFocus: true },
  );

  defineElement(
    "s-select",
    { ...common, icon: "" },
    (element) => {
      const options = [
        ...element.querySelectorAll<HTMLElement & { value: string; disabled: boolean }>("s-option"),
      ];
      const isChosen = options.some((option) => option.value === element.value);
      const { placeholder: _, readOnly: __, ...rest } = marks(element);
      return (
        <Field {...labelsOf(element)}>
          <select
            id="field"
            {...rest}
            value={isChosen ? element.value : ""}
            onInput={(event) => {
              element.value = event.currentTarget.value;
            }}
            onChange={() => changed(element)}
          >
            {!isChosen && (
              <option value="" disabled hidden>
                {element.placeholder}
              </option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.textContent}
              </option>
            ))}
          </select>
        </Field>
      );
    },
    { delegatesFocus: true, redrawsWithChildren: true },
  );
  defineElement("s-option", { value: "", disabled: false, selected: false, defaultSelected: false }, () => (
    <slot />
  ));

  defineElement(
    "s-checkbox",
    { ...common, checked: false, accessibilityLabel: "" },
    (element) => (
      <div class="field">
        <label class="choice">
          <input
            type="checkbox"
            checked={element.checked}
            disabled={element.disabled}
            aria-label={element.accessibilityLabel || undefined}
            aria-describedby={described(element)}
            onChange={(event) => {
              element.checked = event.currentTarget.checked;
              changed(element);
            }}
          />
          {element.label}
        </label>
        <Below details={element.details} error={element.error} />
      </div>
    ),
    { delegatesFocus: true },
  );

  defineElement(
    "s-choice-list",
    { ...common, values: [] as string[], multiple: false },
    (element) => {
      const choices = [
        ...element.querySelectorAll<HTMLElement & { value: string; disabled: boolean }>("s-choice"),
      ];
      const type = element.multiple ? "checkbox" : "radio";
      return (
        <fieldset disabled={element.disabled} aria-describedby={described(element)}>
          <legend>{element.label}</legend>
          {choices.map((choice) => (
            <label key={choice.value} class="choice">
              <input
                type={type}
                name="choice"
                value={choice.value}
                disabled={choice.disabled}
                checked={element.values.includes(choice.value)}
                onChange={(event) => {
                  const others = element.values.filter((value) => value !== choice.value);
                  const kept = element.multiple ? others : [];
                  element.values = event.currentTarget.checked ? [...kept, choice.value] : kept;
                  changed(element);
                }}
              />
              {choice.textContent}
            </label>
          ))}
          <Below details={element.details} error={element.error} />
        </fieldset>
      );
    },
    { redrawsWithChildren: true },
  );
  defineElement("s-choice", { value: "", disabled: false, selected: false, accessibilityLabel: "" }, () => (
    <slot />
  ));

  const { placeholder: _, details: __, readOnly: ___, ...ofFiles } = common;
  defineElement(
    "s-drop-zone",
    { ...ofFiles, accept: "", accessibilityLabel: "", multiple: false, files: [] as File[] },
    (element) => (
      <Field {...labelsOf({ ...fieldOf(element), details: "" })}>
        <input
          id="field"
          class="drop"
          type="file"
          accept={element.accept || undefined}
          multiple={element.multiple}
          disabled={element.disabled}
          required={element.required}
          aria-label={element.accessibilityLabel || undefined}
          onChange={(event) => {
            element.files = [...(event.currentTarget.files ?? [])];
            changed(element);
          }}
        />
      </Field>
    ),
    { delegatesFocus: true },
  );
}

function Field({ children, ...labels }: Labelled & { children: ComponentChildren }) {
  const isHidden = labels.labelAccessibilityVisibility === "exclusive";
  return (
    <div class="field">
      <label for="field" class={isHidden ? "visually-hidden" : ""}>
        {labels.label}
        {labels.required && <span class="required"> (required)</span>}
      </label>
      {children}
      <Below details={labels.details} error={labels.error} />
    </div>
  );
}

function Below({ details, error }: { details: string; error: string }) {
  return (
    <>
      <p id="error" class="error" role="alert" hidden={!error}>
        {error}
      </p>
      <p id="details" class="details" hidden={!details}>
        {details}
      </p>
    </>
  );
}

/** What an element says of itself lies on its prototype: spreading it would copy nothing. */
function fieldOf(element: Omit<Labelled, "details">): Omit<Labelled, "details"> {
  const { label, labelAccessibilityVisibility, error, required } = element;
  return { label, labelAccessibilityVisibility, error, required };
}

function labelsOf(element: Labelled): Labelled {
  const { label, labelAccessibilityVisibility, details, error, required } = element;
  return { label, labelAccessibilityVisibility, details, error, required };
}

function marks(element: typeof common) {
  return {
    name: element.name,
    value: element.value,
    placeholder: element.placeholder,
    disabled: element.disabled,
    readOnly: element.readOnly,
    required: element.required,
    "aria-invalid": element.error !== "",
    "aria-describedby": described(element),
  };
}

function described({ error, details }: { error: string; details: string }): string | undefined {
  return [error && "error", details && "details"].filter(Boolean).join(" ") || undefined;
}

/** A change does not leave a shadow root by itself. */
function changed(element: HTMLElement): void {
  element.dispatchEvent(new Event("change", { bubbles: true }));
}
