/**
 * What the texts that PostgreSQL makes of the journal have in common. Nothing of a request is in them: days
 * and places are read from settings of the transaction, because a COPY takes no parameters.
 */
export const asRows = (select: string) => `COPY (${select}) TO STDOUT (FORMAT binary)`;

export const shop = "current_setting('app.shop_id')::uuid";
const days = (column: string) =>
  `${column} BETWEEN current_setting('feed.from')::date AND current_setting('feed.to')::date`;
const places = `f.sequence > current_setting('feed.after')::bigint
  AND f.sequence <= current_setting('feed.through')::bigint`;

/** Which ones and in which order; small rows, so that sorting them costs little. */
export const chosenEntries = {
  all: `SELECT f.entry_id AS id, f.sequence AS place FROM feed_entry f
    WHERE f.shop_id = ${shop} AND ${places} ORDER BY f.sequence OFFSET 0`,
  dated: `SELECT e.id, f.sequence AS place FROM entry e
      JOIN feed_entry f ON f.shop_id = e.shop_id AND f.entry_id = e.id
    WHERE e.shop_id = ${shop} AND ${days("e.accounting_date")} AND ${places} ORDER BY f.sequence OFFSET 0`,
  journal: `SELECT e.id, e.accounting_date AS place, e.id AS beside FROM entry e
    WHERE e.shop_id = ${shop} AND ${days("e.accounting_date")} ORDER BY e.accounting_date, e.id OFFSET 0`,
};

export const chosenDocuments = {
  all: `SELECT f.document_id AS id, f.sequence AS place FROM feed_document f
    WHERE f.shop_id = ${shop} AND ${places} ORDER BY f.sequence OFFSET 0`,
  dated: `SELECT d.id, f.sequence AS place FROM document d
      JOIN feed_document f ON f.shop_id = d.shop_id AND f.document_id = d.id
    WHERE d.shop_id = ${shop} AND ${days("d.event_date")} AND ${places} ORDER BY f.sequence OFFSET 0`,
};
