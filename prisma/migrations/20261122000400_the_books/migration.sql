-- Books: connected accounting systems, what reaches them, and what became of it there.

-- CreateTable
CREATE TABLE "book" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "organisation_name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT,
    "country" TEXT,
    "lock_date" DATE,
    "tracks_stock" BOOLEAN,
    "described_at" TIMESTAMPTZ(6),
    "prefix" TEXT NOT NULL,
    "last_number" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'setting-up',
    "cadence" TEXT NOT NULL DEFAULT 'document',
    "method" TEXT NOT NULL DEFAULT 'perpetual',
    "starts_on" DATE,
    "stock_booked_by" TEXT,
    "paused_at" TIMESTAMPTZ(6),
    "changes_read_at" TIMESTAMPTZ(6),
    "connected_by" TEXT NOT NULL,
    "connected_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "book_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "book_token" (
    "shop_id" UUID NOT NULL,
    "book_id" UUID NOT NULL,
    "key_id" TEXT NOT NULL,
    "access_token" BYTEA NOT NULL,
    "refresh_token" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "refresh_expires_at" TIMESTAMPTZ(6) NOT NULL,
    "refresh_hard_expires_at" TIMESTAMPTZ(6),
    "refresh_lease_until" TIMESTAMPTZ(6),
    "stored_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "book_token_pkey" PRIMARY KEY ("shop_id","book_id")
);

-- CreateTable
CREATE TABLE "book_account" (
    "shop_id" UUID NOT NULL,
    "book_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "code" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "currency" TEXT,
    "is_active" BOOLEAN NOT NULL,
    "is_postable" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "book_account_pkey" PRIMARY KEY ("shop_id","book_id","account_id")
);

-- CreateTable
CREATE TABLE "book_option" (
    "shop_id" UUID NOT NULL,
    "book_id" UUID NOT NULL,
    "dimension_id" TEXT NOT NULL,
    "option_id" TEXT NOT NULL,
    "dimension_name" TEXT NOT NULL,
    "option_name" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "book_option_pkey" PRIMARY KEY ("shop_id","book_id","dimension_id","option_id")
);

-- CreateTable
CREATE TABLE "account_mapping" (
    "shop_id" UUID NOT NULL,
    "book_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,

    CONSTRAINT "account_mapping_pkey" PRIMARY KEY ("shop_id","book_id","role")
);

-- CreateTable
CREATE TABLE "dimension_mapping" (
    "shop_id" UUID NOT NULL,
    "book_id" UUID NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "dimension_id" TEXT NOT NULL,
    "option_id" TEXT NOT NULL,

    CONSTRAINT "dimension_mapping_pkey" PRIMARY KEY ("shop_id","book_id","subject_kind","subject_id","dimension_id")
);

-- CreateTable
CREATE TABLE "book_sign_in" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "state_hash" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "verifier" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    "answer" BYTEA,

    CONSTRAINT "book_sign_in_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "book_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "accounting_date" DATE NOT NULL,
    "remote_date" DATE,
    "currency" TEXT NOT NULL,
    "entry_count" INTEGER NOT NULL,
    "reverses_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "trouble" TEXT,
    "trouble_facts" JSONB,
    "remote_id" TEXT,
    "remote_version" TEXT,
    "remote_address" TEXT,
    "drift" TEXT,
    "drift_facts" JSONB,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "lease_until" TIMESTAMPTZ(6),
    "lease_holder" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "delivery_entry" (
    "shop_id" UUID NOT NULL,
    "book_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "delivery_id" UUID,

    CONSTRAINT "delivery_entry_pkey" PRIMARY KEY ("shop_id","book_id","entry_id")
);

-- CreateTable
CREATE TABLE "delivery_attempt" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'sent',
    "sends" INTEGER NOT NULL DEFAULT 1,
    "open_sends" INTEGER NOT NULL DEFAULT 1,
    "first_sent_at" TIMESTAMPTZ(6) NOT NULL,
    "last_sent_at" TIMESTAMPTZ(6) NOT NULL,
    "answer" JSONB,
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "delivery_attempt_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "book_pace" (
    "kind" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(6) NOT NULL,
    "paused_until" TIMESTAMPTZ(6) NOT NULL,
    "day_began_at" TIMESTAMPTZ(6) NOT NULL,
    "day_calls" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "book_pace_pkey" PRIMARY KEY ("kind","organisation_id")
);

-- CreateTable
CREATE TABLE "book_call" (
    "kind" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "until" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "book_call_pkey" PRIMARY KEY ("kind","organisation_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "book_prefix_key" ON "book"("prefix");

-- CreateIndex
CREATE UNIQUE INDEX "book_shop_id_kind_organisation_id_key" ON "book"("shop_id", "kind", "organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "book_sign_in_state_hash_key" ON "book_sign_in"("state_hash");

-- CreateIndex
CREATE INDEX "delivery_shop_id_book_id_created_at_id_idx" ON "delivery"("shop_id", "book_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_shop_id_book_id_reference_key" ON "delivery"("shop_id", "book_id", "reference");

-- CreateIndex
CREATE INDEX "delivery_entry_shop_id_delivery_id_idx" ON "delivery_entry"("shop_id", "delivery_id");

-- CreateIndex
CREATE INDEX "delivery_entry_shop_id_entry_id_idx" ON "delivery_entry"("shop_id", "entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_attempt_shop_id_delivery_id_ordinal_key" ON "delivery_attempt"("shop_id", "delivery_id", "ordinal");


-- AddForeignKey
ALTER TABLE "book" ADD CONSTRAINT "book_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "book_token" ADD CONSTRAINT "book_token_shop_id_book_id_fkey" FOREIGN KEY ("shop_id", "book_id") REFERENCES "book"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "book_account" ADD CONSTRAINT "book_account_shop_id_book_id_fkey" FOREIGN KEY ("shop_id", "book_id") REFERENCES "book"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "book_option" ADD CONSTRAINT "book_option_shop_id_book_id_fkey" FOREIGN KEY ("shop_id", "book_id") REFERENCES "book"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_mapping" ADD CONSTRAINT "account_mapping_shop_id_book_id_fkey" FOREIGN KEY ("shop_id", "book_id") REFERENCES "book"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dimension_mapping" ADD CONSTRAINT "dimension_mapping_shop_id_book_id_fkey" FOREIGN KEY ("shop_id", "book_id") REFERENCES "book"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "book_sign_in" ADD CONSTRAINT "book_sign_in_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_shop_id_book_id_fkey" FOREIGN KEY ("shop_id", "book_id") REFERENCES "book"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_shop_id_reverses_id_fkey" FOREIGN KEY ("shop_id", "reverses_id") REFERENCES "delivery"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "delivery_entry" ADD CONSTRAINT "delivery_entry_shop_id_book_id_fkey" FOREIGN KEY ("shop_id", "book_id") REFERENCES "book"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_entry" ADD CONSTRAINT "delivery_entry_shop_id_entry_id_fkey" FOREIGN KEY ("shop_id", "entry_id") REFERENCES "entry"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_entry" ADD CONSTRAINT "delivery_entry_shop_id_delivery_id_fkey" FOREIGN KEY ("shop_id", "delivery_id") REFERENCES "delivery"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "delivery_attempt" ADD CONSTRAINT "delivery_attempt_shop_id_delivery_id_fkey" FOREIGN KEY ("shop_id", "delivery_id") REFERENCES "delivery"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------
-- Closed sets of words, and what must hold on one row.
ALTER TABLE book
  ADD CONSTRAINT book_state CHECK (state IN ('setting-up', 'connected', 'signed-out', 'disconnected')),
  ADD CONSTRAINT book_cadence CHECK (cadence IN ('document', 'day', 'month')),
  ADD CONSTRAINT book_method CHECK (method IN ('perpetual', 'reclass', 'reports-only')),
  ADD CONSTRAINT book_stock CHECK (stock_booked_by IN ('nobody', 'another-app', 'the-book')),
  ADD CONSTRAINT book_prefix CHECK (prefix ~ '^[A-Z0-9]{4}$'),
  ADD CONSTRAINT book_number CHECK (last_number BETWEEN 0 AND 9999999), -- four and seven are eleven characters
  ADD CONSTRAINT book_currency CHECK (currency ~ '^[A-Z]{3}$'),
  -- Nothing is sent before somebody said from when, and whether another books the same stock.
  ADD CONSTRAINT book_ready CHECK (state <> 'connected' OR (starts_on IS NOT NULL AND stock_booked_by IS NOT NULL)),
  ADD CONSTRAINT book_ended CHECK ((state = 'disconnected') = (ended_at IS NOT NULL));

ALTER TABLE dimension_mapping
  ADD CONSTRAINT dimension_subject CHECK (subject_kind IN ('location', 'reason'));

ALTER TABLE delivery
  ADD CONSTRAINT delivery_scope CHECK (scope IN ('document', 'day', 'month', 'test')),
  ADD CONSTRAINT delivery_state CHECK (state IN ('waiting', 'sent', 'confirmed', 'rejected', 'by-hand')),
  ADD CONSTRAINT delivery_trouble CHECK (trouble IN ('period-closed', 'mapping', 'invalid', 'duplicate', 'auth')),
  ADD CONSTRAINT delivery_rejected CHECK ((state = 'rejected') = (trouble IS NOT NULL)),
  ADD CONSTRAINT delivery_drift CHECK (drift IN ('edited', 'voided', 'deleted', 'doubled')),
  ADD CONSTRAINT delivery_drifted CHECK (drift IS NULL OR state = 'confirmed'),
  ADD CONSTRAINT delivery_known CHECK (state <> 'confirmed' OR remote_id IS NOT NULL),
  ADD CONSTRAINT delivery_settled CHECK ((state IN ('confirmed', 'by-hand')) = (settled_at IS NOT NULL)),
  ADD CONSTRAINT delivery_entries CHECK (entry_count >= 0 AND (scope = 'test') = (entry_count = 0)),
  ADD CONSTRAINT delivery_reference CHECK (length(reference) BETWEEN 6 AND 11);

ALTER TABLE delivery_attempt
  ADD CONSTRAINT delivery_attempt_state CHECK (state IN ('sent', 'confirmed', 'rejected', 'absent')),
  ADD CONSTRAINT delivery_attempt_sends CHECK (sends >= 1 AND open_sends BETWEEN 0 AND sends);

-- One delivery has at most one attempt that may still act.
CREATE UNIQUE INDEX delivery_attempt_open ON delivery_attempt (shop_id, delivery_id) WHERE state = 'sent';
CREATE INDEX delivery_due ON delivery (shop_id, book_id, due_at) WHERE state IN ('waiting', 'sent');
CREATE INDEX delivery_troubled ON delivery (shop_id, book_id, accounting_date)
  WHERE state = 'rejected' OR drift IS NOT NULL;
CREATE INDEX delivery_entry_unformed ON delivery_entry (shop_id, book_id) WHERE delivery_id IS NULL;
CREATE UNIQUE INDEX delivery_remote ON delivery (shop_id, book_id, remote_id) WHERE remote_id IS NOT NULL;

-- ---------------------------------------------------------------------------------------------------
-- Tenants and grants.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['book', 'book_token', 'book_account', 'book_option', 'account_mapping',
    'dimension_mapping', 'book_sign_in', 'delivery', 'delivery_entry', 'delivery_attempt']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (shop_id = (SELECT current_shop()))
      WITH CHECK (shop_id = (SELECT current_shop()))', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['book', 'delivery', 'delivery_entry', 'delivery_attempt'] LOOP
    EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE ON %I
      FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
END $$;
-- These two are no tenant's: only the functions below touch them.
ALTER TABLE book_pace ENABLE ROW LEVEL SECURITY;
ALTER TABLE book_call ENABLE ROW LEVEL SECURITY;
ALTER TABLE book_pace SET (fillfactor = 50);

REVOKE ALL ON book, book_token, book_account, book_option, account_mapping, dimension_mapping, book_sign_in,
  delivery, delivery_entry, delivery_attempt, book_pace, book_call FROM PUBLIC, lossbook_app;
GRANT SELECT ON book, book_token, book_account, book_option, account_mapping, dimension_mapping, book_sign_in,
  delivery, delivery_entry, delivery_attempt TO lossbook_app;
GRANT INSERT (shop_id, id, kind, organisation_id, organisation_name, currency, time_zone, country, lock_date,
  tracks_stock, described_at, prefix, connected_by, connected_at) ON book TO lossbook_app;
GRANT UPDATE (organisation_name, currency, time_zone, country, lock_date, tracks_stock, described_at, last_number,
  state, cadence, method, starts_on, stock_booked_by, paused_at, changes_read_at, connected_by, connected_at, ended_at)
  ON book TO lossbook_app;
GRANT INSERT, UPDATE, DELETE ON book_token, book_account, book_option, account_mapping, dimension_mapping
  TO lossbook_app;
GRANT INSERT (shop_id, id, state_hash, kind, verifier, key_id, person_id, expires_at),
  UPDATE (answer), DELETE ON book_sign_in
  TO lossbook_app;
GRANT INSERT (shop_id, id, book_id, reference, scope, accounting_date, currency, entry_count, reverses_id, due_at,
  created_at) ON delivery TO lossbook_app;
GRANT UPDATE (reference, remote_date, state, trouble, trouble_facts, remote_id, remote_version, remote_address, drift,
  drift_facts, due_at, lease_until, lease_holder, settled_at) ON delivery TO lossbook_app;
GRANT INSERT (shop_id, book_id, entry_id), UPDATE (delivery_id) ON delivery_entry TO lossbook_app;
GRANT INSERT (shop_id, id, delivery_id, ordinal, body, first_sent_at, last_sent_at) ON delivery_attempt
  TO lossbook_app;
GRANT UPDATE (state, sends, open_sends, last_sent_at, answer, settled_at) ON delivery_attempt TO lossbook_app;

-- ---------------------------------------------------------------------------------------------------
-- Every entry is queued for every book that takes it, by the database, so that none can be kept from one. The
-- entry's own check holds the shop's row meanwhile, and whoever connects a book changes that row first: so an
-- entry is either seen by the one who connects or sees the book.
CREATE FUNCTION queue_for_books() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.delivery_entry (shop_id, book_id, entry_id)
  SELECT b.shop_id, b.id, NEW.id FROM public.book b
   WHERE b.shop_id = NEW.shop_id AND b.state IN ('connected', 'signed-out') AND b.method <> 'reports-only'
     AND b.starts_on <= NEW.accounting_date;
  IF FOUND THEN
    PERFORM graphile_worker.add_job(
      'form-deliveries', payload := json_build_object('shopId', NEW.shop_id), max_attempts := 25,
      run_at := clock_timestamp() + interval '1 second', job_key := NEW.shop_id::text || ':form-deliveries',
      job_key_mode := 'preserve_run_at');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER queued_for_books AFTER INSERT ON entry FOR EACH ROW EXECUTE FUNCTION queue_for_books();

-- What a delivery is made of is fixed when it is formed: entries join one in its own transaction, once.
CREATE FUNCTION guard_membership() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  IF OLD.delivery_id IS NOT NULL OR NOT EXISTS (
      SELECT FROM public.delivery d
       WHERE d.shop_id = NEW.shop_id AND d.id = NEW.delivery_id AND d.book_id = NEW.book_id
         AND d.xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'entry % cannot join that delivery', NEW.entry_id
      USING ERRCODE = '23514', CONSTRAINT = 'delivery_membership';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER joins_once BEFORE UPDATE ON delivery_entry FOR EACH ROW EXECUTE FUNCTION guard_membership();

CREATE FUNCTION check_delivery_whole() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE seen int;
BEGIN
  SELECT count(*) INTO seen FROM public.delivery_entry m JOIN public.entry e ON e.shop_id = m.shop_id AND e.id = m.entry_id
   WHERE m.shop_id = NEW.shop_id AND m.delivery_id = NEW.id AND e.currency = NEW.currency;
  IF seen <> NEW.entry_count THEN
    RAISE EXCEPTION 'delivery % is not whole: % of % entries', NEW.id, seen, NEW.entry_count
      USING ERRCODE = '23514', CONSTRAINT = 'delivery_whole';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER delivery_whole AFTER INSERT ON delivery DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_delivery_whole();

-- A new attempt is a new key, which the book would carry out again: only for a delivery that is not booked, and
-- (the index above) only when no other may still act. What is finished does not move.
CREATE FUNCTION check_delivery_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  PERFORM FROM public.delivery d
    WHERE d.shop_id = NEW.shop_id AND d.id = NEW.delivery_id AND d.state IN ('waiting', 'sent') FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'delivery % takes no new attempt', NEW.delivery_id
      USING ERRCODE = '23514', CONSTRAINT = 'delivery_attempt_allowed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delivery_attempt_allowed BEFORE INSERT ON delivery_attempt FOR EACH ROW
  EXECUTE FUNCTION check_delivery_attempt();

CREATE FUNCTION guard_delivery_attempt() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state <> 'sent' OR NEW.sends < OLD.sends THEN
    RAISE EXCEPTION 'attempt % is finished', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER finished_is_final BEFORE UPDATE ON delivery_attempt
  FOR EACH ROW EXECUTE FUNCTION guard_delivery_attempt();

-- ---------------------------------------------------------------------------------------------------
-- Who comes back from a vendor names no shop: the secret they set out with finds it, once and in time.
CREATE FUNCTION find_book_sign_in(hash bytea)
RETURNS TABLE (shop_id uuid, id uuid, kind text, verifier bytea, key_id text, person_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.shop_id, s.id, s.kind, s.verifier, s.key_id, s.person_id FROM public.book_sign_in s
   WHERE s.state_hash = hash AND s.used_at IS NULL AND s.expires_at > clock_timestamp()
$$;

CREATE FUNCTION use_book_sign_in(hash bytea)
RETURNS TABLE (shop_id uuid, id uuid, kind text, verifier bytea, key_id text, person_id text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE public.book_sign_in s SET used_at = clock_timestamp()
   WHERE s.state_hash = hash AND s.used_at IS NULL AND s.expires_at > clock_timestamp()
  RETURNING s.shop_id, s.id, s.kind, s.verifier, s.key_id, s.person_id
$$;

-- ---------------------------------------------------------------------------------------------------
-- One organisation's pace, shared by all processes and by all shops that keep their books there. Calls are spread
-- evenly, so that no stretch of a minute holds more than the vendor allows, whenever its minutes begin. A caller
-- is given a place in time and waits for it; a place further off than its patience is not taken.
CREATE FUNCTION enter_book(book_kind text, organisation text, call uuid, spacing_ms double precision, per_day int,
  at_once int, call_ms double precision, patience_ms double precision, OUT entered boolean, OUT wait_ms double precision)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE pace public.book_pace; here timestamptz; place timestamptz; busy int;
BEGIN
  IF pg_current_xact_id_if_assigned() IS NULL THEN PERFORM set_config('synchronous_commit', 'off', true); END IF;
  INSERT INTO public.book_pace (kind, organisation_id, next_at, paused_until, day_began_at)
    VALUES (book_kind, organisation, clock_timestamp(), clock_timestamp(), clock_timestamp())
    ON CONFLICT (kind, organisation_id) DO NOTHING;
  SELECT * INTO pace FROM public.book_pace p
   WHERE p.kind = book_kind AND p.organisation_id = organisation FOR UPDATE;
  here := clock_timestamp();
  IF pace.day_began_at <= here - interval '24 hours' THEN
    pace.day_began_at := here;
    pace.day_calls := 0;
  END IF;
  place := greatest(here, pace.next_at, pace.paused_until);
  IF pace.day_calls >= per_day THEN place := greatest(place, pace.day_began_at + interval '24 hours'); END IF;
  DELETE FROM public.book_call c WHERE c.kind = book_kind AND c.organisation_id = organisation AND c.until < here;
  SELECT count(*) INTO busy FROM public.book_call c WHERE c.kind = book_kind AND c.organisation_id = organisation;
  wait_ms := ceil(1000 * extract(epoch FROM place - here));
  entered := busy < at_once AND wait_ms <= patience_ms;
  IF NOT entered THEN
    -- As many as may be under way have their places: about half of these must pass before another is free.
    wait_ms := greatest(wait_ms, CASE WHEN busy < at_once THEN 0 ELSE spacing_ms * at_once / 2 END);
    RETURN;
  END IF;
  INSERT INTO public.book_call (kind, organisation_id, id, until)
    VALUES (book_kind, organisation, call, place + call_ms * interval '1 millisecond');
  UPDATE public.book_pace p SET next_at = place + spacing_ms * interval '1 millisecond',
    day_began_at = pace.day_began_at, day_calls = pace.day_calls + 1
   WHERE p.kind = book_kind AND p.organisation_id = organisation;
END $$;

CREATE FUNCTION leave_book(book_kind text, organisation text, call uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF pg_current_xact_id_if_assigned() IS NULL THEN PERFORM set_config('synchronous_commit', 'off', true); END IF;
  DELETE FROM public.book_call c WHERE c.kind = book_kind AND c.organisation_id = organisation AND c.id = call;
END $$;

CREATE FUNCTION pause_book(book_kind text, organisation text, pause_ms double precision) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE public.book_pace p
     SET paused_until = greatest(p.paused_until, clock_timestamp() + pause_ms * interval '1 millisecond')
   WHERE p.kind = book_kind AND p.organisation_id = organisation
$$;

REVOKE ALL ON FUNCTION queue_for_books(), guard_membership(), check_delivery_whole(), check_delivery_attempt(),
  guard_delivery_attempt(), find_book_sign_in(bytea), use_book_sign_in(bytea), leave_book(text, text, uuid),
  enter_book(text, text, uuid, double precision, int, int, double precision, double precision),
  pause_book(text, text, double precision) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_book_sign_in(bytea), use_book_sign_in(bytea), leave_book(text, text, uuid),
  enter_book(text, text, uuid, double precision, int, int, double precision, double precision),
  pause_book(text, text, double precision) TO lossbook_app;
