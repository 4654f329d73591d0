/** A file's SHA-256 is its name: who keeps the same bytes twice keeps them once. */
export type KeptFile = { sha256: Uint8Array; size: number };

/** Where one shop's photos and files lie. What is in it is never changed. */
export type FileStore = {
  keep(bytes: Uint8Array): Promise<KeptFile>;
  /** Its bytes a piece at a time; nothing at all when they were erased or never kept. */
  read(sha256: Uint8Array): AsyncGenerator<Uint8Array>;
};
