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
