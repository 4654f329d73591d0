-- Closing and reopening the books. Every change of the day a shop has closed through is a row here that
-- nobody can change afterwards, and there is no other way to change it.
CREATE TABLE closing (
  shop_id uuid NOT NULL REFERENCES shop (id) ON DELETE CASCADE ON UPDATE CASCADE,
  id uuid NOT NULL,
  through date,
  was date,
  cause text NOT NULL DEFAULT '',
  person_id text NOT NULL,
  at timestamptz(6) NOT NULL,
  PRIMARY KEY (shop_id, id)
);
CREATE INDEX closing_shop_id_at_idx ON closing (shop_id, at);

ALTER TABLE closing
  ADD CONSTRAINT closing_moves CHECK (through IS DISTINCT FROM was),
  ADD CONSTRAINT closing_cause CHECK (length(cause) <= 500),
  -- What was closed is opened again for a stated cause only.
  ADD CONSTRAINT closing_reopened CHECK ((was IS NULL OR through > was) IS TRUE OR cause <> '');

ALTER TABLE closing ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON closing USING (shop_id = (SELECT current_shop()))
  WITH CHECK (shop_id = (SELECT current_shop()));

-- What it was before, and when, is seen here and not told.
GRANT SELECT, INSERT (shop_id, id, through, cause, person_id) ON closing TO lossbook_app;
REVOKE UPDATE (closed_through) ON shop FROM lossbook_app;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON closing FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON closing FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The lock waits for whoever is booking and keeps the next one waiting: nothing comes to stand on a day that is
-- being closed, and what is looked at after it is what was booked. A minute's leave for two clocks that differ.
CREATE FUNCTION keep_closing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE known record;
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  SELECT s.closed_through, s.time_zone INTO known FROM public.shop s WHERE s.id = NEW.shop_id FOR NO KEY UPDATE;
  NEW.was := known.closed_through;
  NEW.at := clock_timestamp();
  IF NEW.through >= ((NEW.at + interval '1 minute') AT TIME ZONE coalesce(nullif(known.time_zone, ''), 'UTC'))::date THEN
    RAISE EXCEPTION '% is not over', NEW.through USING ERRCODE = '23514', CONSTRAINT = 'closing_day_is_over';
  END IF;
  IF (NEW.was IS NULL OR NEW.through > NEW.was) AND (
    EXISTS (SELECT FROM public.document d
      WHERE d.shop_id = NEW.shop_id AND d.state = 'working' AND d.event_date <= NEW.through)
    OR EXISTS (SELECT FROM public.document_line l
      JOIN public.document d ON d.shop_id = l.shop_id AND d.id = l.document_id
      WHERE l.shop_id = NEW.shop_id AND l.fate = 'applied' AND l.unit_cost IS NULL AND l.reverses_line_id IS NULL
        AND d.event_date <= NEW.through)) THEN
    RAISE EXCEPTION 'the books are not ready to be closed through %', NEW.through
      USING ERRCODE = '23514', CONSTRAINT = 'closing_nothing_open';
  END IF;
  UPDATE public.shop SET closed_through = NEW.through WHERE id = NEW.shop_id;
  RETURN NEW;
END $$;
CREATE TRIGGER closing_kept BEFORE INSERT ON closing FOR EACH ROW EXECUTE FUNCTION keep_closing();
REVOKE ALL ON FUNCTION keep_closing() FROM PUBLIC;

-- A shop may write reasons of its own now: they keep to the words there are.
ALTER TABLE reason
  ADD CONSTRAINT reason_kinds CHECK (cardinality(kinds) > 0 AND kinds <@ ARRAY['off', 'down', 'up', 'found']),
  ADD CONSTRAINT reason_word CHECK (shopify_reason IN ('correction', 'cycle_count_available', 'damaged', 'other',
    'promotion', 'quality_control', 'restock', 'safety_stock', 'shrinkage'));

-- Old days in a long list: the index alone answers which number was the last of them.
DROP INDEX "document_shop_id_event_date_idx";
CREATE INDEX "document_shop_id_event_date_number_idx" ON "document"("shop_id", "event_date", "number");
