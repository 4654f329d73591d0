-- What the screens of every day read: what was lost on each day, incidents, and the list as people keep it.

-- CreateTable
CREATE TABLE "incident" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "incident_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "incident_document" (
    "shop_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "number" INTEGER NOT NULL DEFAULT 0,
    "tagged_by" TEXT NOT NULL,
    "tagged_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "incident_document_pkey" PRIMARY KEY ("shop_id","document_id")
);

-- CreateIndex
CREATE INDEX "incident_shop_id_made_at_id_idx" ON "incident"("shop_id", "made_at", "id");

-- CreateIndex
CREATE INDEX "incident_document_shop_id_incident_id_number_idx" ON "incident_document"("shop_id", "incident_id", "number");

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_document" ADD CONSTRAINT "incident_document_shop_id_incident_id_fkey" FOREIGN KEY ("shop_id", "incident_id") REFERENCES "incident"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "incident_document" ADD CONSTRAINT "incident_document_shop_id_document_id_fkey" FOREIGN KEY ("shop_id", "document_id") REFERENCES "document"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- ---------------------------------------------------------------------------------------------------
-- Incidents: one event that took several documents. A document belongs to one of them at most, so that two
-- incidents never claim the same loss.
ALTER TABLE incident
  ADD CONSTRAINT incident_name CHECK (length(name) BETWEEN 1 AND 100),
  ADD CONSTRAINT incident_note CHECK (length(note) <= 4000);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['incident', 'incident_document'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (shop_id = (SELECT current_shop()))
      WITH CHECK (shop_id = (SELECT current_shop()))', name);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, lossbook_app', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT (shop_id, id, name, note, made_by), UPDATE (name, note, closed_at) ON incident TO lossbook_app;
GRANT SELECT, INSERT (shop_id, document_id, incident_id, tagged_by), UPDATE (incident_id, tagged_by, tagged_at), DELETE
  ON incident_document TO lossbook_app;
CREATE TRIGGER never_deleted BEFORE DELETE ON incident FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What is closed takes no document and lets none go, whoever asks. The number comes along for the list.
CREATE FUNCTION check_incident_document() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(coalesce(NEW.shop_id, OLD.shop_id));
  IF TG_OP = 'DELETE' AND current_setting('app.erasing', true) = 'on' THEN RETURN OLD; END IF;
  -- The lock keeps it from being closed before this is in. What undoes a document comes along by itself (below).
  PERFORM FROM public.incident i WHERE i.shop_id = coalesce(NEW.shop_id, OLD.shop_id)
     AND i.id IN (NEW.incident_id, OLD.incident_id) ORDER BY i.id FOR SHARE;
  IF pg_trigger_depth() = 1 AND EXISTS (SELECT FROM public.incident i
      WHERE i.shop_id = coalesce(NEW.shop_id, OLD.shop_id) AND i.id IN (NEW.incident_id, OLD.incident_id)
        AND i.closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the incident is closed' USING ERRCODE = '23514', CONSTRAINT = 'incident_open';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  SELECT d.number INTO NEW.number FROM public.document d
   WHERE d.shop_id = NEW.shop_id AND d.id = NEW.document_id;
  RETURN NEW;
END $$;
CREATE TRIGGER incident_open BEFORE INSERT OR UPDATE OR DELETE ON incident_document
  FOR EACH ROW EXECUTE FUNCTION check_incident_document();

-- What undoes a document of an incident belongs to it as well, or the incident would never get its goods back;
-- also when it is closed by then.
CREATE FUNCTION follow_incident() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.incident_document (shop_id, document_id, incident_id, tagged_by)
    SELECT NEW.shop_id, NEW.id, t.incident_id, NEW.submitted_by FROM public.incident_document t
     WHERE t.shop_id = NEW.shop_id AND t.document_id = NEW.reverses_id;
  RETURN NULL;
END $$;
CREATE TRIGGER incident_followed AFTER INSERT ON document FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL)
  EXECUTE FUNCTION follow_incident();

REVOKE ALL ON FUNCTION check_incident_document(), follow_incident() FROM PUBLIC;

-- ---------------------------------------------------------------------------------------------------
-- Kind of goods and vendor as they were when the goods left: figures of last year must not move because a
-- product has another vendor today. What comes back counts for the vendor of what had left.
ALTER TABLE document_line ADD COLUMN "product_type" TEXT NOT NULL DEFAULT '', ADD COLUMN "vendor" TEXT NOT NULL DEFAULT '';
UPDATE document_line l SET product_type = m.product_type, vendor = m.vendor FROM item_mirror m
 WHERE m.shop_id = l.shop_id AND m.item_id = l.item_id AND (m.product_type, m.vendor) <> ('', '');

CREATE OR REPLACE FUNCTION check_line_place() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE places int;
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  SELECT d.line_count INTO places FROM public.document d
    JOIN public.adjustment a ON a.shop_id = d.shop_id AND a.document_id = d.id AND a.id = NEW.adjustment_id
   WHERE d.shop_id = NEW.shop_id AND d.id = NEW.document_id;
  IF places IS NULL OR NEW.position >= places THEN
    RAISE EXCEPTION 'document % has no place % in adjustment %', NEW.document_id, NEW.position, NEW.adjustment_id
      USING ERRCODE = '23514', CONSTRAINT = 'line_place';
  END IF;
  IF NEW.root_line_id IS NULL THEN
    SELECT m.product_type, m.vendor INTO NEW.product_type, NEW.vendor FROM public.item_mirror m
     WHERE m.shop_id = NEW.shop_id AND m.item_id = NEW.item_id;
  ELSE
    SELECT r.product_type, r.vendor INTO NEW.product_type, NEW.vendor FROM public.document_line r
     WHERE r.shop_id = NEW.shop_id AND r.id = NEW.root_line_id;
  END IF;
  NEW.product_type := coalesce(NEW.product_type, '');
  NEW.vendor := coalesce(NEW.vendor, '');
  RETURN NEW;
END $$;

-- ---------------------------------------------------------------------------------------------------
-- What the list is narrowed by. Kept as words are: a plain range of an ordinary key gives what few documents
-- have and what nearly all have in the order of the list, and the two indexes on lines that gave neither go.
CREATE TABLE "document_facet" (
    "shop_id" UUID NOT NULL,
    "facet" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,

    CONSTRAINT "document_facet_pkey" PRIMARY KEY ("shop_id","facet","number")
);
DROP INDEX "document_line_shop_id_reason_id_document_id_idx";
DROP INDEX "document_line_shop_id_location_id_document_id_idx";
-- The list by value and by units, and within a range of values. What has no value yet lies below all that has one; by
-- CASE, because under row-level security coalesce is taken for something that might tell.
CREATE INDEX document_by_value ON document
  (shop_id, (CASE WHEN value_minor IS NULL THEN -1::bigint ELSE value_minor END), number);
CREATE INDEX "document_shop_id_units_number_idx" ON "document"("shop_id", "units", "number");

ALTER TABLE document_facet ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON document_facet USING (shop_id = (SELECT current_shop()))
  WITH CHECK (shop_id = (SELECT current_shop()));
REVOKE ALL ON document_facet FROM PUBLIC, lossbook_app;
GRANT SELECT ON document_facet TO lossbook_app;

CREATE OR REPLACE FUNCTION keep_line_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.document_word (shop_id, word, number)
    SELECT DISTINCT l.shop_id, w.word, d.number
      FROM fresh l
      JOIN public.document d ON d.shop_id = l.shop_id AND d.id = l.document_id,
      LATERAL public.words_of(concat_ws(' ', l.title, l.variant_title, l.sku, l.barcode, left(l.note, 300))) AS w(word)
    ON CONFLICT DO NOTHING;
  INSERT INTO public.document_facet (shop_id, facet, number)
    SELECT DISTINCT l.shop_id, f.facet, d.number
      FROM fresh l
      JOIN public.document d ON d.shop_id = l.shop_id AND d.id = l.document_id,
      LATERAL unnest(ARRAY['reason:' || l.reason_id, 'family:' || l.family, 'location:' || l.location_id,
        'person:' || d.submitted_by,
        'kind:' || CASE WHEN d.reverses_id IS NULL THEN d.kind ELSE 'reversal' END,
        CASE WHEN l.product_type <> '' THEN 'type:' || l.product_type END,
        CASE WHEN l.vendor <> '' THEN 'vendor:' || l.vendor END]) AS f(facet)
     WHERE f.facet IS NOT NULL
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

-- On which days a document is booked: its own, or later ones for what was valued late or on a closed day.
CREATE FUNCTION keep_booked_day() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.document_facet (shop_id, facet, number)
    SELECT NEW.shop_id, 'booked:' || to_char(NEW.accounting_date, 'YYYY-MM-DD'), d.number
      FROM public.document d WHERE d.shop_id = NEW.shop_id AND d.id = NEW.document_id
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER booked_day_kept AFTER INSERT ON entry FOR EACH ROW EXECUTE FUNCTION keep_booked_day();
REVOKE ALL ON FUNCTION keep_booked_day() FROM PUBLIC;

-- Documents that were there before.
INSERT INTO document_facet (shop_id, facet, number)
  SELECT DISTINCT e.shop_id, 'booked:' || to_char(e.accounting_date, 'YYYY-MM-DD'), d.number
    FROM entry e JOIN document d ON d.shop_id = e.shop_id AND d.id = e.document_id;
INSERT INTO document_facet (shop_id, facet, number)
  SELECT DISTINCT l.shop_id, f.facet, d.number
    FROM document_line l
    JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id,
    LATERAL unnest(ARRAY['reason:' || l.reason_id, 'family:' || l.family, 'location:' || l.location_id,
        'person:' || d.submitted_by,
        'kind:' || CASE WHEN d.reverses_id IS NULL THEN d.kind ELSE 'reversal' END,
        CASE WHEN l.product_type <> '' THEN 'type:' || l.product_type END,
        CASE WHEN l.vendor <> '' THEN 'vendor:' || l.vendor END]) AS f(facet)
   WHERE f.facet IS NOT NULL;

-- ---------------------------------------------------------------------------------------------------
-- What was lost on each day, kept by the transaction that settles, values or resolves: screens read these and
-- never sum lines. By where and why, for the day and its month. A day is the day it happened (event date); what was booked when is told by account_day.
--   loss   what a shop lost: reasons that count as shrink
--   apart  corrected records and own use: goods or numbers moved, and nothing was lost
--   worth  write-downs and recoveries: value moved and the units stayed
-- Units and value are net: what came back is taken off again on the day it came back, and is told beside it.
-- A unit whose value nobody knows yet is among the units, counts nothing in the value, and stands in unvalued.
CREATE TABLE "place_total" (
    "shop_id" UUID NOT NULL,
    "span" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "location_id" TEXT NOT NULL,
    "reason_id" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "lines" INTEGER NOT NULL,
    "units" BIGINT NOT NULL,
    "units_back" BIGINT NOT NULL,
    "value_minor" BIGINT NOT NULL,
    "value_back_minor" BIGINT NOT NULL,
    "unvalued" BIGINT NOT NULL,

    CONSTRAINT "place_total_pkey" PRIMARY KEY ("shop_id","span","day","location_id","reason_id","family","class","currency")
);

-- The same by item, for the day, its month and its year: the greatest of a month is read from its index.
CREATE TABLE "item_total" (
    "shop_id" UUID NOT NULL,
    "span" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "class" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "lines" INTEGER NOT NULL,
    "units" BIGINT NOT NULL,
    "units_back" BIGINT NOT NULL,
    "value_minor" BIGINT NOT NULL,
    "value_back_minor" BIGINT NOT NULL,
    "unvalued" BIGINT NOT NULL,

    CONSTRAINT "item_total_pkey" PRIMARY KEY ("shop_id","span","item_id","day","class","currency")
);

-- The same by vendor and kind of goods, as they were when the goods left.
CREATE TABLE "trade_total" (
    "shop_id" UUID NOT NULL,
    "span" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "class" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "product_type" TEXT NOT NULL,
    "lines" INTEGER NOT NULL,
    "units" BIGINT NOT NULL,
    "units_back" BIGINT NOT NULL,
    "value_minor" BIGINT NOT NULL,
    "value_back_minor" BIGINT NOT NULL,
    "unvalued" BIGINT NOT NULL,

    CONSTRAINT "trade_total_pkey" PRIMARY KEY ("shop_id","span","day","class","currency","vendor","product_type")
);
CREATE INDEX item_total_dearest ON item_total (shop_id, span, day, class, currency, value_minor) WHERE span <> 'day';
CREATE INDEX item_total_most ON item_total (shop_id, span, day, class, currency, units) WHERE span <> 'day';

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['place_total', 'item_total', 'trade_total'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (class IN (''loss'', ''apart'', ''worth''))', name, name || '_class');
    EXECUTE format('ALTER TABLE %I SET (fillfactor = 80)', name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (shop_id = (SELECT current_shop()))
      WITH CHECK (shop_id = (SELECT current_shop()))', name);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, lossbook_app', name);
    EXECUTE format('GRANT SELECT ON %I TO lossbook_app', name);
  END LOOP;
END $$;

-- One line's part of the totals. Undoing takes away; it is not counted as another time that something was lost.
CREATE VIEW line_part AS
  SELECT l.shop_id, l.id AS line_id, l.fate, d.event_date AS day, l.location_id, l.reason_id, l.family,
    CASE WHEN d.kind IN ('down', 'up') THEN 'worth' WHEN l.shrink THEN 'loss' ELSE 'apart' END AS class,
    d.currency, l.item_id, l.vendor, l.product_type,
    CASE WHEN m.sign = 1 AND l.root_line_id IS NULL THEN 1 ELSE 0 END AS lines,
    m.sign * l.quantity AS units, CASE WHEN m.sign < 0 THEN l.quantity ELSE 0 END AS units_back,
    m.sign * coalesce(l.value_minor, 0) AS value_minor,
    CASE WHEN m.sign < 0 THEN coalesce(l.value_minor, 0) ELSE 0 END AS value_back_minor,
    CASE WHEN l.value_minor IS NULL THEN m.sign * l.quantity ELSE 0 END AS unvalued
  FROM document_line l
  JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
  CROSS JOIN LATERAL (SELECT CASE WHEN d.kind IN ('off', 'down') THEN 1 ELSE -1 END AS sign) m;
CREATE TYPE loss_move AS (shop_id uuid, day date, location_id text, reason_id text, family text, class text,
  currency text, item_id text, vendor text, product_type text, lines int, units bigint, units_back bigint,
  value_minor bigint, value_back_minor bigint, unvalued bigint);

-- All lines of a statement at once and each table in the order of its key, so that two transactions that move the
-- same totals wait for each other and never in a circle. A transaction settles, or values, by one statement.
CREATE FUNCTION keep_totals() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE moves public.loss_move[];
BEGIN
  -- A line joins when its goods have left, and once more, with its value alone, when that becomes known later.
  SELECT array_agg(ROW(p.shop_id, p.day, p.location_id, p.reason_id, p.family, p.class, p.currency, p.item_id, p.vendor,
      p.product_type, CASE WHEN m.joins THEN p.lines ELSE 0 END, CASE WHEN m.joins THEN p.units ELSE 0 END,
      CASE WHEN m.joins THEN p.units_back ELSE 0 END, p.value_minor, p.value_back_minor,
      CASE WHEN m.joins THEN p.unvalued ELSE -p.units END)::public.loss_move)
    INTO moves
    FROM (SELECT n.shop_id, n.id, o.fate <> 'applied' AS joins
            FROM fresh n JOIN former o ON o.shop_id = n.shop_id AND o.id = n.id
           WHERE n.fate = 'applied' AND (o.fate <> 'applied' OR (o.value_minor IS NULL AND n.value_minor IS NOT NULL))) m
    JOIN public.line_part p ON p.shop_id = m.shop_id AND p.line_id = m.id;
  IF moves IS NULL THEN RETURN NULL; END IF;
  -- Whoever rebuilds the totals waits for this transaction, and keeps others waiting.
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('totals:' || moves[1].shop_id::text, 0));
  INSERT INTO public.place_total AS t (shop_id, span, day, location_id, reason_id, family, class, currency,
      lines, units, units_back, value_minor, value_back_minor, unvalued)
    SELECT m.shop_id, s.span, date_trunc(s.span, m.day)::date, m.location_id, m.reason_id, m.family, m.class, m.currency, sum(m.lines), sum(m.units),
      sum(m.units_back), sum(m.value_minor), sum(m.value_back_minor), sum(m.unvalued)
      FROM unnest(moves) m CROSS JOIN unnest(ARRAY['day', 'month']) AS s(span)
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (shop_id, span, day, location_id, reason_id, family, class, currency) DO UPDATE SET
      lines = t.lines + excluded.lines, units = t.units + excluded.units, units_back = t.units_back + excluded.units_back,
      value_minor = t.value_minor + excluded.value_minor,
      value_back_minor = t.value_back_minor + excluded.value_back_minor, unvalued = t.unvalued + excluded.unvalued;
  INSERT INTO public.item_total AS t (shop_id, span, day, class, currency, item_id,
      lines, units, units_back, value_minor, value_back_minor, unvalued)
    SELECT m.shop_id, s.span, date_trunc(s.span, m.day)::date, m.class, m.currency, m.item_id, sum(m.lines), sum(m.units),
      sum(m.units_back), sum(m.value_minor), sum(m.value_back_minor), sum(m.unvalued)
      FROM unnest(moves) m CROSS JOIN unnest(ARRAY['day', 'month', 'year']) AS s(span)
     GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (shop_id, span, item_id, day, class, currency) DO UPDATE SET
      lines = t.lines + excluded.lines, units = t.units + excluded.units, units_back = t.units_back + excluded.units_back,
      value_minor = t.value_minor + excluded.value_minor,
      value_back_minor = t.value_back_minor + excluded.value_back_minor, unvalued = t.unvalued + excluded.unvalued;
  INSERT INTO public.trade_total AS t (shop_id, span, day, class, currency, vendor, product_type,
      lines, units, units_back, value_minor, value_back_minor, unvalued)
    SELECT m.shop_id, s.span, date_trunc(s.span, m.day)::date, m.class, m.currency, m.vendor, m.product_type, sum(m.lines), sum(m.units),
      sum(m.units_back), sum(m.value_minor), sum(m.value_back_minor), sum(m.unvalued)
      FROM unnest(moves) m CROSS JOIN unnest(ARRAY['day', 'month']) AS s(span)
     GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (shop_id, span, day, class, currency, vendor, product_type) DO UPDATE SET
      lines = t.lines + excluded.lines, units = t.units + excluded.units, units_back = t.units_back + excluded.units_back,
      value_minor = t.value_minor + excluded.value_minor,
      value_back_minor = t.value_back_minor + excluded.value_back_minor, unvalued = t.unvalued + excluded.unvalued;
  RETURN NULL;
END $$;
CREATE TRIGGER totals_kept AFTER UPDATE ON document_line REFERENCING OLD TABLE AS former NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION keep_totals();

-- What the totals would be if they were summed now.
CREATE VIEW place_total_summed AS
  SELECT p.shop_id, s.span, date_trunc(s.span, p.day)::date AS day, p.location_id, p.reason_id, p.family, p.class, p.currency, sum(p.lines)::int AS lines,
    sum(p.units)::bigint AS units, sum(p.units_back)::bigint AS units_back, sum(p.value_minor)::bigint AS value_minor,
    sum(p.value_back_minor)::bigint AS value_back_minor, sum(p.unvalued)::bigint AS unvalued
  FROM line_part p CROSS JOIN unnest(ARRAY['day', 'month']) AS s(span)
  WHERE p.fate = 'applied' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
CREATE VIEW item_total_summed AS
  SELECT p.shop_id, s.span, date_trunc(s.span, p.day)::date AS day, p.class, p.currency, p.item_id,
    sum(p.lines)::int AS lines, sum(p.units)::bigint AS units, sum(p.units_back)::bigint AS units_back,
    sum(p.value_minor)::bigint AS value_minor, sum(p.value_back_minor)::bigint AS value_back_minor,
    sum(p.unvalued)::bigint AS unvalued
  FROM line_part p CROSS JOIN unnest(ARRAY['day', 'month', 'year']) AS s(span)
  WHERE p.fate = 'applied' GROUP BY 1, 2, 3, 4, 5, 6;
CREATE VIEW trade_total_summed AS
  SELECT p.shop_id, s.span, date_trunc(s.span, p.day)::date AS day, p.class, p.currency, p.vendor, p.product_type, sum(p.lines)::int AS lines,
    sum(p.units)::bigint AS units, sum(p.units_back)::bigint AS units_back, sum(p.value_minor)::bigint AS value_minor,
    sum(p.value_back_minor)::bigint AS value_back_minor, sum(p.unvalued)::bigint AS unvalued
  FROM line_part p CROSS JOIN unnest(ARRAY['day', 'month']) AS s(span)
  WHERE p.fate = 'applied' GROUP BY 1, 2, 3, 4, 5, 6, 7;
REVOKE ALL ON line_part, place_total_summed, item_total_summed, trade_total_summed FROM PUBLIC, lossbook_app;

-- Both change nothing but what follows from the lines, so the app may ask for them.
CREATE FUNCTION totals_differing() RETURNS TABLE (kept_in text, kept jsonb, summed jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE tenant uuid := public.current_shop();
BEGIN
  IF tenant IS NULL THEN RAISE EXCEPTION 'no shop is set' USING ERRCODE = '42501'; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('totals:' || tenant::text, 0));
  RETURN QUERY SELECT 'place_total', to_jsonb(k), to_jsonb(s)
    FROM (SELECT * FROM public.place_total WHERE shop_id = tenant) k
    FULL JOIN (SELECT * FROM public.place_total_summed WHERE shop_id = tenant) s
      USING (shop_id, span, day, location_id, reason_id, family, class, currency)
    WHERE to_jsonb(k) IS DISTINCT FROM to_jsonb(s);
  RETURN QUERY SELECT 'item_total', to_jsonb(k), to_jsonb(s)
    FROM (SELECT * FROM public.item_total WHERE shop_id = tenant) k
    FULL JOIN (SELECT * FROM public.item_total_summed WHERE shop_id = tenant) s
      USING (shop_id, span, item_id, day, class, currency)
    WHERE to_jsonb(k) IS DISTINCT FROM to_jsonb(s);
  RETURN QUERY SELECT 'trade_total', to_jsonb(k), to_jsonb(s)
    FROM (SELECT * FROM public.trade_total WHERE shop_id = tenant) k
    FULL JOIN (SELECT * FROM public.trade_total_summed WHERE shop_id = tenant) s
      USING (shop_id, span, day, class, currency, vendor, product_type)
    WHERE to_jsonb(k) IS DISTINCT FROM to_jsonb(s);
END $$;

CREATE FUNCTION rebuild_totals() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE tenant uuid := public.current_shop();
BEGIN
  IF tenant IS NULL THEN RAISE EXCEPTION 'no shop is set' USING ERRCODE = '42501'; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('totals:' || tenant::text, 0));
  DELETE FROM public.place_total WHERE shop_id = tenant;
  INSERT INTO public.place_total SELECT * FROM public.place_total_summed WHERE shop_id = tenant ORDER BY day;
  DELETE FROM public.item_total WHERE shop_id = tenant;
  INSERT INTO public.item_total SELECT * FROM public.item_total_summed WHERE shop_id = tenant ORDER BY day;
  DELETE FROM public.trade_total WHERE shop_id = tenant;
  INSERT INTO public.trade_total SELECT * FROM public.trade_total_summed WHERE shop_id = tenant ORDER BY day;
END $$;

-- Documents that were there before.
INSERT INTO place_total SELECT * FROM place_total_summed ORDER BY day;
INSERT INTO item_total SELECT * FROM item_total_summed ORDER BY day;
INSERT INTO trade_total SELECT * FROM trade_total_summed ORDER BY day;

REVOKE ALL ON FUNCTION keep_totals(), totals_differing(), rebuild_totals() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION totals_differing(), rebuild_totals() TO lossbook_app;

-- ---------------------------------------------------------------------------------------------------
-- The list as people keep it: named filters, shared or one's own, and which columns a person wants to see.
CREATE TABLE "list_view" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" TEXT,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "list_view_pkey" PRIMARY KEY ("shop_id","id")
);
CREATE TABLE "list_columns" (
    "shop_id" UUID NOT NULL,
    "person_id" TEXT NOT NULL,
    "columns" TEXT[],

    CONSTRAINT "list_columns_pkey" PRIMARY KEY ("shop_id","person_id")
);
CREATE INDEX "list_view_shop_id_made_at_id_idx" ON "list_view"("shop_id", "made_at", "id");
ALTER TABLE list_view
  ADD CONSTRAINT list_view_name CHECK (length(name) BETWEEN 1 AND 40),
  ADD CONSTRAINT list_view_query CHECK (length(query) <= 2000);
ALTER TABLE list_columns ADD CONSTRAINT list_columns_few CHECK (cardinality(columns) <= 20);
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['list_view', 'list_columns'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (shop_id = (SELECT current_shop()))
      WITH CHECK (shop_id = (SELECT current_shop()))', name);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, lossbook_app', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT (shop_id, id, person_id, name, query, made_by), UPDATE (name, query, person_id), DELETE ON list_view
  TO lossbook_app;
GRANT SELECT, INSERT, UPDATE (columns) ON list_columns TO lossbook_app;
