/** What goes wrong with the next letter. `drop-after`: it is taken, and nobody hears so. */
export type MailFault =
  | { kind: "refuse-connection" }
  | { kind: "silent" }
  | { kind: "drop-before" }
  | { kind: "drop-after" }
  /** Said at RCPT or, with `at`, at DATA: 4xx puts off, 5xx refuses. */
  | { kind: "code"; code: number; at?: "rcpt" | "data"; words?: string };
