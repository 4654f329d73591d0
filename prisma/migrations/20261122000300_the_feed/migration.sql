-- The accountant's door: tokens that open it, the order in which things are told, and who pulled what.

-- CreateTable
CREATE TABLE "feed_token" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),
    "revoked_by" TEXT,
    "last_used_at" TIMESTAMPTZ(6),
    "turns" DOUBLE PRECISION,
    "turns_at" TIMESTAMPTZ(6),

    CONSTRAINT "feed_token_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "feed_pull" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "token_id" UUID,
    "person_id" TEXT,
    "resource" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "from_day" DATE,
    "to_day" DATE,
    "since" BIGINT,
    "row_limit" INTEGER,
    "agent" TEXT NOT NULL DEFAULT '',
    "address_class" TEXT NOT NULL DEFAULT 'unknown',
    "opened_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),
    "status" INTEGER,
    "whole" BOOLEAN,
    "rows" BIGINT,
    "bytes" BIGINT,

    CONSTRAINT "feed_pull_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "feed_counter" (
    "shop_id" UUID NOT NULL,
    "last_sequence" BIGINT NOT NULL DEFAULT 0,
    "cursor_key" BYTEA NOT NULL DEFAULT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),

    CONSTRAINT "feed_counter_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "feed_entry" (
    "shop_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "entry_id" UUID NOT NULL,

    CONSTRAINT "feed_entry_pkey" PRIMARY KEY ("shop_id","sequence")
);

-- CreateTable
CREATE TABLE "feed_document" (
    "shop_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "document_id" UUID NOT NULL,

    CONSTRAINT "feed_document_pkey" PRIMARY KEY ("shop_id","sequence")
);

-- CreateIndex
CREATE UNIQUE INDEX "feed_token_secret_hash_key" ON "feed_token"("secret_hash");
CREATE INDEX "feed_pull_shop_id_token_id_id_idx" ON "feed_pull"("shop_id", "token_id", "id");
CREATE UNIQUE INDEX "feed_entry_shop_id_entry_id_key" ON "feed_entry"("shop_id", "entry_id");
CREATE UNIQUE INDEX "feed_document_shop_id_document_id_key" ON "feed_document"("shop_id", "document_id");

-- AddForeignKey
ALTER TABLE "feed_token" ADD CONSTRAINT "feed_token_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "feed_pull" ADD CONSTRAINT "feed_pull_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "feed_pull" ADD CONSTRAINT "feed_pull_shop_id_token_id_fkey" FOREIGN KEY ("shop_id", "token_id") REFERENCES "feed_token"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "feed_counter" ADD CONSTRAINT "feed_counter_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "feed_entry" ADD CONSTRAINT "feed_entry_shop_id_entry_id_fkey" FOREIGN KEY ("shop_id", "entry_id") REFERENCES "entry"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "feed_document" ADD CONSTRAINT "feed_document_shop_id_document_id_fkey" FOREIGN KEY ("shop_id", "document_id") REFERENCES "document"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------
-- Closed sets of words, and ends that nobody may leave open.
ALTER TABLE feed_token
  ADD CONSTRAINT token_label CHECK (length(label) BETWEEN 1 AND 60),
  ADD CONSTRAINT token_hash CHECK (length(secret_hash) = 32),
  ADD CONSTRAINT token_scopes CHECK (cardinality(scopes) BETWEEN 1 AND 2 AND scopes <@ ARRAY['entries', 'documents']),
  ADD CONSTRAINT token_ends CHECK (expires_at > created_at AND expires_at <= created_at + interval '400 days'),
  ADD CONSTRAINT token_revoked CHECK ((revoked_at IS NULL) = (revoked_by IS NULL));
ALTER TABLE feed_pull
  ADD CONSTRAINT pull_by_one CHECK ((token_id IS NULL) <> (person_id IS NULL)),
  ADD CONSTRAINT pull_resource CHECK (resource IN ('entries', 'documents', 'journal')),
  ADD CONSTRAINT pull_address CHECK (address_class IN ('unknown', 'private', 'ipv4', 'ipv6')),
  ADD CONSTRAINT pull_agent CHECK (length(agent) <= 40),
  ADD CONSTRAINT pull_counts CHECK (rows >= 0 AND bytes >= 0),
  ADD CONSTRAINT pull_end CHECK ((ended_at IS NULL) = (status IS NULL) AND (ended_at IS NULL) = (whole IS NULL)
    AND (ended_at IS NULL OR started_at IS NOT NULL));

-- ---------------------------------------------------------------------------------------------------
-- Tenants, and what the app's role may do.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['feed_token', 'feed_pull', 'feed_counter', 'feed_entry', 'feed_document'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (shop_id = (SELECT current_shop()))
      WITH CHECK (shop_id = (SELECT current_shop()))', name);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, lossbook_app', name);
    EXECUTE format('GRANT SELECT ON %I TO lossbook_app', name);
    EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE ON %I
      FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
END $$;
GRANT INSERT (shop_id, id, label, secret_hash, scopes, created_by, expires_at) ON feed_token TO lossbook_app;
GRANT UPDATE (revoked_at, revoked_by, last_used_at, turns, turns_at) ON feed_token TO lossbook_app;
GRANT INSERT (shop_id, id, token_id, person_id, resource, format, from_day, to_day, since, row_limit, agent,
  address_class, started_at) ON feed_pull TO lossbook_app;
GRANT UPDATE (started_at, ended_at, status, whole, rows, bytes) ON feed_pull TO lossbook_app;

-- A revoked token stays revoked. The shop's order and its key are there as soon as somebody may ask for them.
CREATE FUNCTION guard_feed_token() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM public.refuse_other_shop(NEW.shop_id);
    INSERT INTO public.feed_counter (shop_id) VALUES (NEW.shop_id) ON CONFLICT DO NOTHING;
  ELSIF OLD.revoked_at IS NOT NULL
        AND (NEW.revoked_at, NEW.revoked_by) IS DISTINCT FROM (OLD.revoked_at, OLD.revoked_by) THEN
    RAISE EXCEPTION 'token % is revoked', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER revoked_is_final BEFORE INSERT OR UPDATE ON feed_token
  FOR EACH ROW EXECUTE FUNCTION guard_feed_token();

-- A pull is written before its first byte leaves, so no crash hides it; what became of it is added once. One
-- that a person opened as an address is started once: that is what makes the address good for one use.
CREATE FUNCTION guard_feed_pull() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL OR (OLD.started_at IS NOT NULL AND NEW.started_at IS DISTINCT FROM OLD.started_at) THEN
    RAISE EXCEPTION 'pull % stays as it is', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER told_once BEFORE UPDATE ON feed_pull FOR EACH ROW EXECUTE FUNCTION guard_feed_pull();

-- ---------------------------------------------------------------------------------------------------
-- The order in which a shop's entries and documents are told. A cursor over times or ids would pass by what is
-- committed late with an earlier one. Here the place is drawn when the transaction ends, under a lock that it
-- keeps until it has ended: whoever sees place n sees every place before n. It is the last lock taken, so
-- nobody waits for it who holds what another still needs, and it is held for one commit. A transaction that
-- fails gives its place back. A document that changed goes to the end: there a reader finds its new state.
CREATE FUNCTION draw_feed_place() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE place bigint;
BEGIN
  INSERT INTO public.feed_counter AS c (shop_id, last_sequence) VALUES (NEW.shop_id, 1)
    ON CONFLICT (shop_id) DO UPDATE SET last_sequence = c.last_sequence + 1
    RETURNING c.last_sequence INTO place;
  IF TG_TABLE_NAME = 'entry' THEN
    INSERT INTO public.feed_entry (shop_id, sequence, entry_id) VALUES (NEW.shop_id, place, NEW.id);
  ELSE
    INSERT INTO public.feed_document AS f (shop_id, sequence, document_id) VALUES (NEW.shop_id, place, NEW.id)
      ON CONFLICT (shop_id, document_id) DO UPDATE SET sequence = excluded.sequence;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER told_in_order AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION draw_feed_place();
CREATE CONSTRAINT TRIGGER told_in_order AFTER INSERT ON document DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION draw_feed_place();
CREATE CONSTRAINT TRIGGER told_anew AFTER UPDATE ON document DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION draw_feed_place();

-- What was there before, in the order it was made.
INSERT INTO feed_entry (shop_id, sequence, entry_id)
  SELECT shop_id, row_number() OVER (PARTITION BY shop_id ORDER BY created_at, id), id FROM entry;
INSERT INTO feed_document (shop_id, sequence, document_id)
  SELECT d.shop_id, row_number() OVER (PARTITION BY d.shop_id ORDER BY d.number)
    + coalesce((SELECT max(f.sequence) FROM feed_entry f WHERE f.shop_id = d.shop_id), 0), d.id FROM document d;
INSERT INTO feed_counter (shop_id, last_sequence)
  SELECT s.id, greatest((SELECT max(f.sequence) FROM feed_entry f WHERE f.shop_id = s.id),
                        (SELECT max(f.sequence) FROM feed_document f WHERE f.shop_id = s.id), 0) FROM shop s;

-- ---------------------------------------------------------------------------------------------------
-- A token is known by its hash before anybody knows its shop; nothing but the two ids is told.
CREATE FUNCTION feed_token_of(wanted bytea, OUT shop_id uuid, OUT token_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT t.shop_id, t.id FROM public.feed_token t WHERE t.secret_hash = wanted
$$;

-- The erasure of a shop that is gone, as before, but it knows its tables from the catalogue: whatever has a
-- shop_id is emptied, and before it whatever points at it. A table that comes later joins by itself.
CREATE OR REPLACE FUNCTION erase_shop(asked_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE tenant uuid := public.current_shop(); gone record; waiting oid[]; free oid[]; name oid;
BEGIN
  SELECT * INTO gone FROM public.shop WHERE id = tenant FOR UPDATE;
  IF (gone.uninstalled_at IS NOT NULL AND gone.install_proved_at <= asked_at) IS NOT TRUE THEN RETURN false; END IF;
  PERFORM set_config('app.erasing', 'on', true);
  SET CONSTRAINTS ALL IMMEDIATE;
  SELECT array_agg(c.oid ORDER BY c.relname) INTO waiting FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shop_id' AND NOT a.attisdropped
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND c.relname <> 'shop_pin';
  WHILE cardinality(waiting) > 0 LOOP
    SELECT array_agg(t) INTO free FROM unnest(waiting) t WHERE NOT EXISTS (
      SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.confrelid = t AND k.conrelid <> t
        AND k.conrelid = ANY(waiting));
    IF free IS NULL THEN RAISE EXCEPTION 'tables point at each other in a circle: %', waiting::regclass[]; END IF;
    FOREACH name IN ARRAY free LOOP
      EXECUTE format('DELETE FROM %s WHERE shop_id = $1', name::regclass) USING tenant;
    END LOOP;
    waiting := ARRAY(SELECT t FROM unnest(waiting) t WHERE t <> ALL(free));
  END LOOP;
  DELETE FROM public.shop WHERE id = tenant;
  -- Jobs carry what webhooks said. One that runs now, this erasure's own among them, is removed when it ends.
  DELETE FROM graphile_worker._private_jobs j WHERE j.payload->>'shopId' = tenant::text AND j.locked_at IS NULL;
  PERFORM set_config('app.erasing', 'off', true);
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION guard_feed_token(), guard_feed_pull(), draw_feed_place(), feed_token_of(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION feed_token_of(bytea) TO lossbook_app;
