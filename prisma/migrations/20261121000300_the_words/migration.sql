-- Searching a million documents as one types. A text index would not do: under row-level security the planner
-- may use only operators that cannot leak, and those of full text and LIKE are not among them. Words kept as
-- rows of their own, compared byte by byte, are found by plain ranges of an ordinary key that begins with the
-- shop, so they shard with it.

CREATE TABLE "document_word" (
    "shop_id" UUID NOT NULL,
    "word" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,

    CONSTRAINT "document_word_pkey" PRIMARY KEY ("shop_id","word","number")
);

-- For words that stand in so many documents that it is quicker to ask each document, newest first.
CREATE INDEX "document_word_shop_id_number_word_idx" ON "document_word"("shop_id", "number", "word");

ALTER TABLE "document_word" ADD CONSTRAINT "document_word_shop_id_number_fkey"
  FOREIGN KEY ("shop_id", "number") REFERENCES "document"("shop_id", "number") ON DELETE CASCADE ON UPDATE NO ACTION;

ALTER TABLE document_word ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON document_word USING (shop_id = (SELECT current_shop()))
  WITH CHECK (shop_id = (SELECT current_shop()));
REVOKE ALL ON document_word FROM PUBLIC, lossbook_app;
GRANT SELECT ON document_word TO lossbook_app;

-- A word is found by its beginning; "PLATE-L-MOSS" by "plate-l", "l-moss" and "moss" as well. Scripts that put no
-- space between words begin anew at every character. Of a long note its beginning is enough to find it again.
CREATE FUNCTION words_of(text_given text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT left(part, 64) FROM (
    SELECT substr(word, place) AS part
      FROM regexp_split_to_table(lower(left(text_given, 4000)), '\s+') AS word,
           generate_series(1, least(length(word), 64)) AS place
     WHERE place = 1
        OR (substr(word, place, 1) ~ '[[:alnum:]]' AND substr(word, place - 1, 1) !~ '[[:alnum:]]')
        OR substr(word, place, 1) ~ '[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]'
  ) parts WHERE part <> ''
$$;

-- Kept by the database, so that no way of writing a document can leave it out of the search.
CREATE FUNCTION keep_document_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.document_word (shop_id, word, number)
    SELECT DISTINCT d.shop_id, w.word, d.number
      FROM fresh d
      LEFT JOIN public.person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by,
      LATERAL public.words_of(concat_ws(' ', p.name, left(d.note, 1000))) AS w(word)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER words_kept AFTER INSERT ON document REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION keep_document_words();

CREATE FUNCTION keep_line_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.document_word (shop_id, word, number)
    SELECT DISTINCT l.shop_id, w.word, d.number
      FROM fresh l
      JOIN public.document d ON d.shop_id = l.shop_id AND d.id = l.document_id,
      LATERAL public.words_of(concat_ws(' ', l.title, l.variant_title, l.sku, l.barcode, left(l.note, 300))) AS w(word)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER words_kept AFTER INSERT ON document_line REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION keep_line_words();

-- Documents that were there before.
INSERT INTO document_word (shop_id, word, number)
  SELECT DISTINCT d.shop_id, w.word, d.number
    FROM document d
    LEFT JOIN person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by,
    LATERAL words_of(concat_ws(' ', p.name, left(d.note, 1000))) AS w(word)
  UNION
  SELECT DISTINCT d.shop_id, w.word, d.number
    FROM document_line l
    JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id,
    LATERAL words_of(concat_ws(' ', l.title, l.variant_title, l.sku, l.barcode, left(l.note, 300))) AS w(word)
  ON CONFLICT DO NOTHING;

REVOKE ALL ON FUNCTION words_of(text), keep_document_words(), keep_line_words() FROM PUBLIC;
