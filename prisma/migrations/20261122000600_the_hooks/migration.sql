-- Hooks: addresses that are told of every entry and every document that is done, signed, at least once.

-- CreateTable
CREATE TABLE "hook" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "key_id" TEXT,
    "secret" BYTEA,
    "former_key_id" TEXT,
    "former_secret" BYTEA,
    "former_until" TIMESTAMPTZ(6),
    "state" TEXT NOT NULL DEFAULT 'working',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" TEXT,
    "failing_since" TIMESTAMPTZ(6),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "rest_until" TIMESTAMPTZ(6),
    "lease_until" TIMESTAMPTZ(6),
    "lease_holder" UUID,

    CONSTRAINT "hook_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "hook_delivery" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hook_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "entry_id" UUID,
    "document_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "queued_at" TIMESTAMPTZ(6) NOT NULL,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "tried_at" TIMESTAMPTZ(6),
    "last_status" INTEGER,
    "last_trouble" TEXT,
    "last_words" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "hook_delivery_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "hook_delivery_shop_id_hook_id_event_entry_id_key" ON "hook_delivery"("shop_id", "hook_id", "event", "entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "hook_delivery_shop_id_hook_id_event_document_id_key" ON "hook_delivery"("shop_id", "hook_id", "event", "document_id");

-- CreateIndex
CREATE INDEX "hook_delivery_shop_id_created_at_id_idx" ON "hook_delivery"("shop_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "hook_delivery_shop_id_entry_id_idx" ON "hook_delivery"("shop_id", "entry_id");

-- CreateIndex
CREATE INDEX "hook_delivery_shop_id_document_id_idx" ON "hook_delivery"("shop_id", "document_id");

-- AddForeignKey
ALTER TABLE "hook" ADD CONSTRAINT "hook_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hook_delivery" ADD CONSTRAINT "hook_delivery_shop_id_hook_id_fkey" FOREIGN KEY ("shop_id", "hook_id") REFERENCES "hook"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hook_delivery" ADD CONSTRAINT "hook_delivery_shop_id_entry_id_fkey" FOREIGN KEY ("shop_id", "entry_id") REFERENCES "entry"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "hook_delivery" ADD CONSTRAINT "hook_delivery_shop_id_document_id_fkey" FOREIGN KEY ("shop_id", "document_id") REFERENCES "document"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- ---------------------------------------------------------------------------------------------------
-- Closed sets of words, and what must hold on one row.
ALTER TABLE hook
  ADD CONSTRAINT hook_label CHECK (length(label) BETWEEN 1 AND 60),
  ADD CONSTRAINT hook_url CHECK (length(url) BETWEEN 10 AND 2000 AND url ~ '^https?://'),
  ADD CONSTRAINT hook_events CHECK (cardinality(events) BETWEEN 1 AND 3
    AND events <@ ARRAY['entry.made', 'document.done', 'document.reversed']),
  ADD CONSTRAINT hook_state CHECK (state IN ('working', 'ended')),
  ADD CONSTRAINT hook_ended CHECK ((state = 'ended') = (ended_at IS NOT NULL) AND (ended_by IS NULL OR state = 'ended')),
  -- What is over keeps nothing that could sign.
  ADD CONSTRAINT hook_secret CHECK ((state = 'working') = (secret IS NOT NULL) AND (secret IS NULL) = (key_id IS NULL)),
  ADD CONSTRAINT hook_former CHECK ((former_secret IS NULL) = (former_until IS NULL)
    AND (former_secret IS NULL) = (former_key_id IS NULL) AND (state = 'working' OR former_secret IS NULL)),
  ADD CONSTRAINT hook_failures CHECK (failures >= 0 AND (failures = 0) = (failing_since IS NULL));

ALTER TABLE hook_delivery
  ADD CONSTRAINT hook_delivery_event CHECK (event IN ('entry.made', 'document.done', 'document.reversed')),
  ADD CONSTRAINT hook_delivery_subject CHECK ((event = 'entry.made') = (entry_id IS NOT NULL)
    AND (event = 'entry.made') = (document_id IS NULL)),
  ADD CONSTRAINT hook_delivery_state CHECK (state IN ('waiting', 'done', 'parked', 'dropped')),
  ADD CONSTRAINT hook_delivery_settled CHECK ((state = 'waiting') = (settled_at IS NULL)),
  ADD CONSTRAINT hook_delivery_tries CHECK (tries BETWEEN 0 AND attempts),
  ADD CONSTRAINT hook_delivery_trouble CHECK (last_trouble IN ('status', 'redirect', 'gone', 'timeout', 'unreachable',
    'unknown-host', 'private-address', 'certificate', 'no-secret')),
  ADD CONSTRAINT hook_delivery_words CHECK (length(last_words) <= 200);

CREATE INDEX hook_delivery_due ON hook_delivery (shop_id, hook_id, due_at) WHERE state = 'waiting';
CREATE INDEX hook_delivery_parked ON hook_delivery (shop_id, hook_id) WHERE state = 'parked';

-- ---------------------------------------------------------------------------------------------------
-- Tenants and grants. What is delivered is written by the triggers below alone.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['hook', 'hook_delivery'] LOOP
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
GRANT INSERT (shop_id, id, label, url, events, key_id, secret, created_by) ON hook TO lossbook_app;
GRANT UPDATE (key_id, secret, former_key_id, former_secret, former_until, state, ended_at, ended_by, failing_since,
  failures, rest_until, lease_until, lease_holder) ON hook TO lossbook_app;
GRANT UPDATE (state, attempts, tries, queued_at, due_at, tried_at, last_status, last_trouble, last_words, settled_at)
  ON hook_delivery TO lossbook_app;

-- What is ended stays ended, and so does what was dropped with it; attempts are never taken back.
CREATE FUNCTION guard_hook() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state = 'ended' THEN RAISE EXCEPTION 'hook % is over', OLD.id USING ERRCODE = '42501'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ended_is_final BEFORE UPDATE ON hook FOR EACH ROW EXECUTE FUNCTION guard_hook();

CREATE FUNCTION guard_hook_delivery() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state = 'dropped' OR NEW.attempts < OLD.attempts OR (OLD.state = 'done' AND NEW.state NOT IN ('done', 'waiting'))
  THEN RAISE EXCEPTION 'delivery % stays as it is', OLD.id USING ERRCODE = '42501'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attempts_stand BEFORE UPDATE ON hook_delivery FOR EACH ROW EXECUTE FUNCTION guard_hook_delivery();

-- ---------------------------------------------------------------------------------------------------
-- Every entry, and every document that is done, is queued for every hook that asks for it, in its own
-- transaction. That transaction holds the shop's row, and whoever makes a hook changes that row first: so each
-- is either there before the hook or sees it. The job has no key: keys are rows that transactions would wait
-- for, in whatever order they come by them; a job that finds nothing due costs next to nothing.
CREATE FUNCTION queue_for_hooks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE told text; entry uuid; document uuid; queued record;
BEGIN
  IF TG_TABLE_NAME = 'entry' THEN
    told := 'entry.made';
    entry := NEW.id;
  ELSE
    told := CASE WHEN NEW.reverses_id IS NULL THEN 'document.done' ELSE 'document.reversed' END;
    document := NEW.id;
  END IF;
  PERFORM FROM public.shop s WHERE s.id = NEW.shop_id FOR SHARE;
  FOR queued IN
    INSERT INTO public.hook_delivery (shop_id, id, hook_id, event, entry_id, document_id, queued_at, due_at, created_at)
    SELECT h.shop_id, gen_random_uuid(), h.id, told, entry, document, clock_timestamp(), clock_timestamp(),
           clock_timestamp()
      FROM public.hook h WHERE h.shop_id = NEW.shop_id AND h.state = 'working' AND told = ANY (h.events)
    RETURNING hook_id
  LOOP
    PERFORM graphile_worker.add_job('deliver-hooks', max_attempts := 25,
      payload := json_build_object('shopId', NEW.shop_id, 'hookId', queued.hook_id));
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER queued_for_hooks AFTER INSERT ON entry FOR EACH ROW EXECUTE FUNCTION queue_for_hooks();
CREATE TRIGGER queued_for_hooks AFTER UPDATE ON document FOR EACH ROW
  WHEN (OLD.state = 'working' AND NEW.state IN ('done', 'partly-done')) EXECUTE FUNCTION queue_for_hooks();

REVOKE ALL ON FUNCTION guard_hook(), guard_hook_delivery(), queue_for_hooks() FROM PUBLIC;
