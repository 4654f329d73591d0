-- What was found to be open of the books.

-- A journal may be found that no attempt of ours has made, as after a restored backup. What it was compared with then
-- is the measure of what becomes of it later.
ALTER TABLE delivery ADD COLUMN compared_body jsonb;
GRANT UPDATE (compared_body) ON delivery TO lossbook_app;

-- A remote date is a timing difference, and none where both days are the same.
UPDATE delivery SET remote_date = NULL WHERE remote_date = accounting_date;
ALTER TABLE delivery
  ADD CONSTRAINT delivery_timing CHECK (remote_date <> accounting_date),
  ADD CONSTRAINT delivery_compared CHECK (compared_body IS NULL OR state = 'confirmed');

-- What is said to be booked was compared with something, stands on the day that is told unless somebody moved it there,
-- and has no attempt left that could act. At the end of the transaction: the attempt is ended in it too.
CREATE FUNCTION check_delivery_settled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE now_is record; measure jsonb;
BEGIN
  SELECT d.state, d.drift, d.reference, coalesce(d.remote_date, d.accounting_date) AS day, d.compared_body
    INTO now_is FROM public.delivery d WHERE d.shop_id = NEW.shop_id AND d.id = NEW.id;
  IF now_is.state NOT IN ('confirmed', 'rejected', 'by-hand') THEN RETURN NULL; END IF;
  IF EXISTS (SELECT FROM public.delivery_attempt a
      WHERE a.shop_id = NEW.shop_id AND a.delivery_id = NEW.id AND a.state = 'sent') THEN
    RAISE EXCEPTION 'delivery % has an attempt that may still act', NEW.id
      USING ERRCODE = '23514', CONSTRAINT = 'delivery_attempts_over';
  END IF;
  IF now_is.state <> 'confirmed' THEN RETURN NULL; END IF;
  measure := coalesce(now_is.compared_body, (SELECT a.body FROM public.delivery_attempt a
    WHERE a.shop_id = NEW.shop_id AND a.delivery_id = NEW.id AND a.body->>'reference' = now_is.reference
    ORDER BY (a.state = 'confirmed') DESC, a.ordinal DESC LIMIT 1));
  IF measure IS NULL OR (now_is.drift IS NULL AND (measure->>'date')::date IS DISTINCT FROM now_is.day) THEN
    RAISE EXCEPTION 'delivery % was not compared with what it says', NEW.id
      USING ERRCODE = '23514', CONSTRAINT = 'delivery_was_compared';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER delivery_settled_rightly AFTER UPDATE OF state ON delivery DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state AND NEW.state IN ('confirmed', 'rejected', 'by-hand'))
  EXECUTE FUNCTION check_delivery_settled();
REVOKE ALL ON FUNCTION check_delivery_settled() FROM PUBLIC;

-- Two shops may keep their books in one organisation and leave it at the same moment. Whoever leaves is marked first and
-- asks then, one after the other: so the last one knows that it is the last, and gives the rights back. Tells no more
-- than whether another stays, and only to a shop that holds tokens there itself.
DROP FUNCTION is_shared_book(uuid);
CREATE FUNCTION leave_organisation(left_book uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE own record;
BEGIN
  SELECT b.shop_id, b.kind, b.organisation_id INTO own FROM public.book b
   WHERE b.shop_id = (SELECT public.current_shop()) AND b.id = left_book AND b.state = 'disconnected'
     AND EXISTS (SELECT FROM public.book_token t WHERE t.shop_id = b.shop_id AND t.book_id = b.id);
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO public.book_pace (kind, organisation_id, next_at, paused_until, day_began_at)
    VALUES (own.kind, own.organisation_id, clock_timestamp(), clock_timestamp(), clock_timestamp())
    ON CONFLICT (kind, organisation_id) DO NOTHING;
  PERFORM FROM public.book_pace p WHERE p.kind = own.kind AND p.organisation_id = own.organisation_id FOR UPDATE;
  RETURN EXISTS (SELECT FROM public.book o
    JOIN public.book_token t ON t.shop_id = o.shop_id AND t.book_id = o.id
   WHERE o.kind = own.kind AND o.organisation_id = own.organisation_id AND o.shop_id <> own.shop_id
     AND o.state <> 'disconnected');
END $$;
REVOKE ALL ON FUNCTION leave_organisation(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION leave_organisation(uuid) TO lossbook_app;

-- What is on its way is looked for by its day whenever somebody closes.
CREATE INDEX delivery_open ON delivery (shop_id, book_id, accounting_date) WHERE state IN ('waiting', 'sent', 'rejected');

-- As it was, with two changes. A book that was set back until somebody looks at it hinders like one that is signed out:
-- what it was to get is still to come. And what a later start keeps from a book hinders no more, unless it may be there:
-- somebody said that these days are not the book's. One that has ended hinders nobody; the page tells what it never got.
CREATE OR REPLACE FUNCTION keep_closing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE known record; today date;
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  SELECT s.closed_through, s.time_zone INTO known FROM public.shop s WHERE s.id = NEW.shop_id FOR NO KEY UPDATE;
  NEW.was := known.closed_through;
  NEW.at := clock_timestamp();
  today := ((NEW.at + interval '1 minute') AT TIME ZONE coalesce(nullif(known.time_zone, ''), 'UTC'))::date;
  IF NEW.through >= today THEN
    RAISE EXCEPTION '% is not over', NEW.through USING ERRCODE = '23514', CONSTRAINT = 'closing_day_is_over';
  END IF;
  IF (NEW.was IS NULL OR NEW.through > NEW.was) AND (
    EXISTS (SELECT FROM public.document d
      WHERE d.shop_id = NEW.shop_id AND d.state = 'working' AND d.event_date <= NEW.through)
    OR EXISTS (SELECT FROM public.document_line l
      JOIN public.document d ON d.shop_id = l.shop_id AND d.id = l.document_id
      WHERE l.shop_id = NEW.shop_id AND l.fate = 'applied' AND l.unit_cost IS NULL AND l.reverses_line_id IS NULL
        AND d.event_date <= NEW.through)
    OR EXISTS (SELECT FROM public.book b JOIN public.delivery d ON d.shop_id = b.shop_id AND d.book_id = b.id
      WHERE b.shop_id = NEW.shop_id AND b.state <> 'disconnected' AND b.method <> 'reports-only'
        AND d.state IN ('waiting', 'sent', 'rejected') AND d.scope <> 'test' AND d.accounting_date <= NEW.through
        AND (d.state = 'sent' OR d.accounting_date >= b.starts_on))
    OR EXISTS (SELECT FROM public.book b
      JOIN public.delivery_entry q ON q.shop_id = b.shop_id AND q.book_id = b.id AND q.delivery_id IS NULL
      JOIN public.entry e ON e.shop_id = q.shop_id AND e.id = q.entry_id
      WHERE b.shop_id = NEW.shop_id AND b.state <> 'disconnected' AND b.method <> 'reports-only'
        AND e.accounting_date <= NEW.through AND e.accounting_date >= b.starts_on
        AND (b.cadence <> 'month' OR e.accounting_date < date_trunc('month', today::timestamp)::date))) THEN
    RAISE EXCEPTION 'the books are not ready to be closed through %', NEW.through
      USING ERRCODE = '23514', CONSTRAINT = 'closing_nothing_open';
  END IF;
  UPDATE public.shop SET closed_through = NEW.through WHERE id = NEW.shop_id;
  RETURN NEW;
END $$;
