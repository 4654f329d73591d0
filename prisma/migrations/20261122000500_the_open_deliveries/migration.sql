-- What is on its way into a book belongs to days that are being closed as much as a document at work does.

-- How many a book has taken within the last hour is asked whenever its deliveries are looked at.
CREATE INDEX delivery_settled ON delivery (shop_id, book_id, settled_at) WHERE state = 'confirmed';

-- As it was, and more: nothing of these days may be waiting for a book, be refused by one, or be due for a delivery
-- that nobody has formed yet. What a monthly delivery still gathers is not due, and hinders nobody. Books are read
-- without a lock: who makes an entry holds the shop's row, and a delivery that is settled meanwhile hinders no more.
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
      WHERE b.shop_id = NEW.shop_id AND b.state IN ('connected', 'signed-out') AND b.method <> 'reports-only'
        AND d.state IN ('waiting', 'sent', 'rejected') AND d.scope <> 'test' AND d.accounting_date <= NEW.through)
    OR EXISTS (SELECT FROM public.book b
      JOIN public.delivery_entry q ON q.shop_id = b.shop_id AND q.book_id = b.id AND q.delivery_id IS NULL
      JOIN public.entry e ON e.shop_id = q.shop_id AND e.id = q.entry_id
      WHERE b.shop_id = NEW.shop_id AND b.state IN ('connected', 'signed-out') AND b.method <> 'reports-only'
        AND e.accounting_date <= NEW.through
        AND (b.cadence <> 'month' OR e.accounting_date < date_trunc('month', today::timestamp)::date))) THEN
    RAISE EXCEPTION 'the books are not ready to be closed through %', NEW.through
      USING ERRCODE = '23514', CONSTRAINT = 'closing_nothing_open';
  END IF;
  UPDATE public.shop SET closed_through = NEW.through WHERE id = NEW.shop_id;
  RETURN NEW;
END $$;
