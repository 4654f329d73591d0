-- The shop's budget at Shopify: one row that every process takes its points from before it calls.
-- Until Shopify has said otherwise a shop is taken for the smallest there is, with half of its points gone.
ALTER TABLE shop_budget
  ADD COLUMN in_flight DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN in_flight_before DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN flight_window BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN spent_ever DOUBLE PRECISION NOT NULL DEFAULT 0,
  ALTER COLUMN maximum SET DEFAULT 1000,
  ALTER COLUMN restore_rate SET DEFAULT 50,
  ALTER COLUMN available SET DEFAULT 500,
  ALTER COLUMN as_of SET DEFAULT CURRENT_TIMESTAMP,
  ALTER COLUMN paused_until SET DEFAULT CURRENT_TIMESTAMP;

-- What may be used of a full bucket. Ours refills while a call is still on its way, when Shopify's is still
-- full: one second's worth is kept back, or ours would count points that Shopify never added.
CREATE FUNCTION budget_ceiling(budget shop_budget) RETURNS double precision
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT greatest(budget.maximum - budget.restore_rate, budget.maximum / 2)
$$;

-- Locks the row, made on first contact, and brings it to the present. What is in flight is kept for windows of
-- twenty seconds, this one and the last: no call lives longer than that, so one whose process died is forgotten.
CREATE FUNCTION lock_budget(shop uuid) RETURNS shop_budget
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE budget public.shop_budget; here timestamptz; present bigint;
BEGIN
  SELECT * INTO budget FROM public.shop_budget b WHERE b.shop_id = shop FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO public.shop_budget (shop_id) VALUES (shop) ON CONFLICT (shop_id) DO NOTHING;
    SELECT * INTO budget FROM public.shop_budget b WHERE b.shop_id = shop FOR UPDATE;
  END IF;
  here := greatest(clock_timestamp(), budget.as_of);
  present := floor(extract(epoch FROM here) / 20);
  budget.available := least(public.budget_ceiling(budget),
    budget.available + extract(epoch FROM here - budget.as_of) * budget.restore_rate);
  budget.as_of := here;
  IF present > budget.flight_window THEN
    budget.in_flight_before := CASE WHEN present = budget.flight_window + 1 THEN budget.in_flight ELSE 0 END;
    budget.in_flight := 0;
    budget.flight_window := present;
  END IF;
  RETURN budget;
END $$;

-- One statement for a caller without a transaction: it sets the shop for itself. A budget that is lost in a
-- crash is learned anew from the next answer, so nobody waits for the disk; but a transaction that somebody
-- else has begun keeps its own promise.
CREATE FUNCTION choose_shop_for_budget(shop uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF pg_current_xact_id_if_assigned() IS NULL THEN PERFORM set_config('synchronous_commit', 'off', true); END IF;
  PERFORM set_config('app.shop_id', shop::text, true);
END $$;

-- Takes points for one call, or says how long to wait for them. Whoever works in batches leaves `kept` for the
-- others, but as much as a full bucket can spare is always given, or a dear call would wait for ever.
CREATE FUNCTION take_points(shop uuid, wanted double precision, kept double precision,
  OUT wait_ms double precision, OUT points double precision, OUT flight_window bigint, OUT spent_ever double precision)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE budget public.shop_budget; ceiling double precision; missing double precision;
BEGIN
  PERFORM public.choose_shop_for_budget(shop);
  budget := public.lock_budget(shop);
  ceiling := public.budget_ceiling(budget);
  points := least(wanted, ceiling);
  missing := points + least(kept, ceiling - points) - budget.available;
  wait_ms := ceil(greatest(0, 1000 * missing / budget.restore_rate,
    1000 * extract(epoch FROM budget.paused_until - budget.as_of)));
  IF wait_ms = 0 THEN
    budget.available := budget.available - points;
    budget.in_flight := budget.in_flight + points;
  END IF;
  UPDATE public.shop_budget b SET available = budget.available, as_of = budget.as_of,
    in_flight = budget.in_flight, in_flight_before = budget.in_flight_before, flight_window = budget.flight_window
   WHERE b.shop_id = shop;
  flight_window := budget.flight_window;
  spent_ever := budget.spent_ever;
END $$;

-- A call has been answered: its points are no longer in flight, and what it did not need comes back. Where
-- Shopify says how full its bucket is, ours is never above that minus what is in flight. It is raised only as
-- far as this figure can be trusted: it may be older than other answers, so what was spent by all that were
-- noted since the points were taken is subtracted as if the figure did not know of it.
CREATE FUNCTION note_points(shop uuid, taken double precision, taken_window bigint, spent_ever_then double precision,
  spent double precision, told_maximum double precision, told_available double precision,
  told_rate double precision, pause_ms double precision) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE budget public.shop_budget; told double precision;
BEGIN
  PERFORM public.choose_shop_for_budget(shop);
  budget := public.lock_budget(shop);
  IF taken_window = budget.flight_window THEN
    budget.in_flight := greatest(0, budget.in_flight - taken);
  ELSIF taken_window = budget.flight_window - 1 THEN
    budget.in_flight_before := greatest(0, budget.in_flight_before - taken);
  END IF;
  budget.available := budget.available + greatest(0, taken - coalesce(spent, taken));
  IF told_maximum IS NOT NULL THEN
    budget.maximum := told_maximum;
    budget.restore_rate := told_rate;
    told := told_available - budget.in_flight - budget.in_flight_before;
    budget.available := greatest(least(budget.available, told), told - (budget.spent_ever - spent_ever_then));
  END IF;
  UPDATE public.shop_budget b SET maximum = budget.maximum, restore_rate = budget.restore_rate,
    available = least(budget.available, public.budget_ceiling(budget)), as_of = budget.as_of,
    in_flight = budget.in_flight, in_flight_before = budget.in_flight_before, flight_window = budget.flight_window,
    spent_ever = budget.spent_ever + coalesce(spent, taken),
    paused_until = greatest(budget.paused_until, budget.as_of + pause_ms * interval '1 millisecond')
   WHERE b.shop_id = shop;
END $$;

REVOKE ALL ON FUNCTION budget_ceiling(shop_budget), lock_budget(uuid), choose_shop_for_budget(uuid),
  take_points(uuid, double precision, double precision),
  note_points(uuid, double precision, bigint, double precision, double precision, double precision, double precision,
    double precision, double precision) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION budget_ceiling(shop_budget), lock_budget(uuid), choose_shop_for_budget(uuid),
  take_points(uuid, double precision, double precision),
  note_points(uuid, double precision, bigint, double precision, double precision, double precision, double precision,
    double precision, double precision) TO lossbook_app;
