-- What stands in a book is found by a number: none is made up, none is drawn twice, and what is over stays over.

-- A number of a book that was drawn, neither typed nor guessed.
CREATE FUNCTION is_drawn(shop uuid, book uuid, wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.book b
    WHERE b.shop_id = shop AND b.id = book AND left(wanted, 4) = b.prefix
      AND CASE WHEN substr(wanted, 5) ~ '^[0-9]{7}$' THEN substr(wanted, 5)::int BETWEEN 1 AND b.last_number END)
$$;

CREATE FUNCTION guard_delivery() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE is_new bool := TG_OP = 'INSERT';
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  IF (is_new OR NEW.reference <> OLD.reference) AND NOT public.is_drawn(NEW.shop_id, NEW.book_id, NEW.reference) THEN
    RAISE EXCEPTION '% is no number of that book', NEW.reference
      USING ERRCODE = '23514', CONSTRAINT = 'delivery_number';
  END IF;
  IF is_new THEN RETURN NEW; END IF;
  -- Under another number it would be booked again: never while a call under the old one may still act.
  IF NEW.reference <> OLD.reference AND (NEW.state <> 'waiting' OR EXISTS (SELECT FROM public.delivery_attempt a
      WHERE a.shop_id = NEW.shop_id AND a.delivery_id = NEW.id AND a.state = 'sent')) THEN
    RAISE EXCEPTION 'delivery % may still be booked as %', OLD.id, OLD.reference
      USING ERRCODE = '23514', CONSTRAINT = 'delivery_renumbered';
  END IF;
  -- What was booked is sent again only under another number, and only after it was taken away there.
  IF OLD.state = 'by-hand' AND NEW.state <> OLD.state
     OR OLD.state = 'confirmed' AND NEW.state <> OLD.state
        AND (NEW.state = 'waiting' AND NEW.reference <> OLD.reference AND OLD.drift IN ('deleted', 'voided')) IS NOT TRUE
     OR NEW.state = 'confirmed' AND OLD.remote_id IS NOT NULL AND NEW.remote_id IS DISTINCT FROM OLD.remote_id THEN
    RAISE EXCEPTION 'delivery % is over', OLD.id USING ERRCODE = '23514', CONSTRAINT = 'delivery_over';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delivery_allowed BEFORE INSERT OR UPDATE ON delivery FOR EACH ROW EXECUTE FUNCTION guard_delivery();

-- A counter that goes back would draw numbers a second time.
CREATE FUNCTION guard_book() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.last_number < OLD.last_number THEN
    RAISE EXCEPTION 'numbers of book % would be drawn twice', OLD.id
      USING ERRCODE = '23514', CONSTRAINT = 'book_counter';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER counts_upwards BEFORE UPDATE ON book FOR EACH ROW EXECUTE FUNCTION guard_book();

-- As before, and what is sent bears the number under which it will be looked for.
CREATE OR REPLACE FUNCTION check_delivery_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  PERFORM FROM public.delivery d
    WHERE d.shop_id = NEW.shop_id AND d.id = NEW.delivery_id AND d.state IN ('waiting', 'sent')
      AND d.reference = NEW.body->>'reference' FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'delivery % takes no such attempt', NEW.delivery_id
      USING ERRCODE = '23514', CONSTRAINT = 'delivery_attempt_allowed';
  END IF;
  RETURN NEW;
END $$;

-- Two shops may keep their books in one organisation, where one's leaving would shut the other out. Tells no more
-- than that, and only to a shop that is connected there itself.
CREATE FUNCTION is_shared_book(book uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.book b JOIN public.book o
      ON o.kind = b.kind AND o.organisation_id = b.organisation_id AND o.shop_id <> b.shop_id
   WHERE b.shop_id = (SELECT public.current_shop()) AND b.id = book AND b.state <> 'disconnected'
     AND EXISTS (SELECT FROM public.book_token t WHERE t.shop_id = o.shop_id AND t.book_id = o.id))
$$;

REVOKE ALL ON FUNCTION is_drawn(uuid, uuid, text), guard_delivery(), guard_book(), is_shared_book(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_shared_book(uuid) TO lossbook_app;
