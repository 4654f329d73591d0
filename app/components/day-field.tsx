import { TextField } from "@shopify/polaris";
import { useSearchWords } from "./use-search-words.ts";

type Props = {
  label: string;
  value: string;
  min?: string | undefined;
  max?: string | undefined;
  error?: string | undefined;
  helpText?: string | undefined;
  onChange(day: string): void;
};

/** A day that is typed figure by figure is many days on the way; only the one it comes to rest on counts. */
export function DayField({ value, onChange, ...field }: Props) {
  const { words, type } = useSearchWords(value, onChange);
  return <TextField {...field} type="date" value={words} onChange={type} autoComplete="off" />;
}
