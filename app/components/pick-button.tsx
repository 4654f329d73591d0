import { useId } from "react";

type Props = {
  label: string;
  accept: string;
  camera?: boolean;
  /** What it is read out as, where the label alone could stand for several. */
  accessibilityLabel?: string;
  className?: string;
  onPick(files: FileList | null): void;
};

/** The browser's own field for files under a label that looks as a button does. */
export function PickButton({ label, accept, camera = false, accessibilityLabel, className, onPick }: Props) {
  const id = useId();
  return (
    <span className={["lossbook-file-pick", className].filter(Boolean).join(" ")}>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={!camera}
        aria-label={accessibilityLabel}
        {...(camera ? { capture: "environment" as const } : {})}
        onChange={(event) => {
          onPick(event.target.files);
          // The same file may be chosen again after it was dropped.
          event.target.value = "";
        }}
      />
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
