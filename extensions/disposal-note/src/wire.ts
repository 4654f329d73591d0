/** What `/api/disposal-notes` says of each document that can be printed. */
export type Note = {
  id: string;
  number: string;
  eventDate: string;
  units: number;
  reasonLabel: string;
  /** Where the admin finds the paper. */
  src: string;
};
