-- As it was, and the shop is part of what is held: ids are made by whoever wishes, so two shops may wish under one
-- id, and neither waits for the other. Everybody who holds a wish has pinned the shop it belongs to.
CREATE OR REPLACE FUNCTION hold_wish(id uuid) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT pg_advisory_xact_lock(
    hashtextextended('wish ' || coalesce(current_setting('app.shop_id', true), '') || ' ' || id::text, 0))
$$;
