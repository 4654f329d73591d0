-- Roles, what needs a second person, and requests that wait for one.

-- ---------------------------------------------------------------------------------------------------
-- A person's role and where it holds (nowhere named: everywhere), and the role of everybody who has none.
ALTER TABLE "person"
  ADD COLUMN "role" TEXT,
  ADD COLUMN "locations" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "shop" ADD COLUMN "role_of_others" TEXT;

ALTER TABLE person
  ADD CONSTRAINT person_role CHECK (role IN ('assistant', 'manager', 'finance', 'senior-finance', 'auditor')),
  ADD CONSTRAINT person_locations CHECK (cardinality(locations) <= 200);
ALTER TABLE shop
  ADD CONSTRAINT shop_role_of_others CHECK (role_of_others IN ('assistant', 'manager', 'finance', 'auditor'));
GRANT UPDATE (role_of_others) ON shop TO lossbook_app;

-- A second person on a document: who asked stands in submitted_by, who let it happen beside it.
ALTER TABLE "document" ADD COLUMN "approved_by" TEXT;
ALTER TABLE document
  ADD CONSTRAINT document_approved CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
  ADD CONSTRAINT document_second_person CHECK (approved_by <> submitted_by);
GRANT INSERT (approved_by, approved_at) ON document TO lossbook_app;
-- What somebody wrote off today without a second person.
CREATE INDEX "document_shop_id_created_at_idx" ON "document"("shop_id", "created_at");
CREATE INDEX "document_shop_id_submitted_by_created_at_idx" ON "document"("shop_id", "submitted_by", "created_at");

ALTER TABLE "shop" ADD COLUMN "remind_after_hours" INTEGER NOT NULL DEFAULT 24;
ALTER TABLE shop ADD CONSTRAINT shop_remind_after CHECK (remind_after_hours BETWEEN 1 AND 720);
GRANT UPDATE (remind_after_hours) ON shop TO lossbook_app;

-- CreateTable
CREATE TABLE "approval_rule" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "replaces_id" UUID,
    "act" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "span" TEXT NOT NULL,
    "most" BIGINT,
    "currency" TEXT,
    "reason_id" TEXT,
    "location_id" TEXT,
    "person_id" TEXT,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" TEXT,

    CONSTRAINT "approval_rule_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "report_link" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "location_id" TEXT NOT NULL,
    "item_ids" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "vendor" TEXT,
    "uses_max" INTEGER NOT NULL,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "turns" DOUBLE PRECISION,
    "turns_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(6),
    "revoked_by" TEXT,

    CONSTRAINT "report_link_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "request" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reverses_id" UUID,
    "requester" TEXT NOT NULL,
    "link_id" UUID,
    "reporter" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "waiting_since" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(6),
    "decided_by" TEXT,
    "reminded_at" TIMESTAMPTZ(6),
    "trouble" JSONB,
    "troubled_at" TIMESTAMPTZ(6),

    CONSTRAINT "request_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "request_revision" (
    "shop_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "command" JSONB NOT NULL,
    "reasons" JSONB NOT NULL,
    "event_date" DATE NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "value_minor" BIGINT,
    "line_count" INTEGER NOT NULL,
    "locations" TEXT[] NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "request_revision_pkey" PRIMARY KEY ("shop_id","request_id","revision")
);

-- CreateTable
CREATE TABLE "request_line" (
    "shop_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "item_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "reason_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "variant_title" TEXT NOT NULL DEFAULT '',
    "sku" TEXT NOT NULL DEFAULT '',
    "image_url" TEXT,
    "location_name" TEXT NOT NULL,
    "reason_label" TEXT NOT NULL,
    "disposal" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "quantity" INTEGER NOT NULL,
    "before_quantity" INTEGER,
    "after_quantity" INTEGER,
    "value_minor" BIGINT,

    CONSTRAINT "request_line_pkey" PRIMARY KEY ("shop_id","request_id","revision","position")
);

-- CreateTable
CREATE TABLE "request_decision" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "verb" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "words" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "request_decision_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "report_link_secret_hash_key" ON "report_link"("secret_hash");

-- CreateIndex
CREATE INDEX "report_link_shop_id_made_at_idx" ON "report_link"("shop_id", "made_at");

-- CreateIndex
CREATE INDEX "request_shop_id_state_waiting_since_idx" ON "request"("shop_id", "state", "waiting_since");

-- CreateIndex
CREATE INDEX "request_shop_id_requester_made_at_idx" ON "request"("shop_id", "requester", "made_at");

-- CreateIndex
CREATE INDEX "request_shop_id_reverses_id_idx" ON "request"("shop_id", "reverses_id");

-- CreateIndex
CREATE INDEX "request_decision_shop_id_request_id_at_idx" ON "request_decision"("shop_id", "request_id", "at");

-- AddForeignKey
ALTER TABLE "approval_rule" ADD CONSTRAINT "approval_rule_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval_rule" ADD CONSTRAINT "approval_rule_shop_id_replaces_id_fkey" FOREIGN KEY ("shop_id", "replaces_id") REFERENCES "approval_rule"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "report_link" ADD CONSTRAINT "report_link_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_shop_id_reverses_id_fkey" FOREIGN KEY ("shop_id", "reverses_id") REFERENCES "document"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_shop_id_link_id_fkey" FOREIGN KEY ("shop_id", "link_id") REFERENCES "report_link"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "request_revision" ADD CONSTRAINT "request_revision_shop_id_request_id_fkey" FOREIGN KEY ("shop_id", "request_id") REFERENCES "request"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_line" ADD CONSTRAINT "request_line_shop_id_request_id_revision_fkey" FOREIGN KEY ("shop_id", "request_id", "revision") REFERENCES "request_revision"("shop_id", "request_id", "revision") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_decision" ADD CONSTRAINT "request_decision_shop_id_request_id_revision_fkey" FOREIGN KEY ("shop_id", "request_id", "revision") REFERENCES "request_revision"("shop_id", "request_id", "revision") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------
-- Closed sets of words, and what must hold on one row.
ALTER TABLE approval_rule
  ADD CONSTRAINT approval_rule_act CHECK (act IN ('write-off', 'reversal')),
  ADD CONSTRAINT approval_rule_measure CHECK (measure IN ('any', 'value', 'units', 'percent')),
  ADD CONSTRAINT approval_rule_span CHECK (span IN ('document', 'person-day', 'item-day')),
  ADD CONSTRAINT approval_rule_any CHECK ((measure = 'any') = (most IS NULL) AND (measure <> 'any' OR span = 'document')),
  ADD CONSTRAINT approval_rule_most CHECK (most >= 0 AND (measure <> 'percent' OR most <= 100)),
  ADD CONSTRAINT approval_rule_percent CHECK (measure <> 'percent' OR (act = 'write-off' AND span <> 'person-day')),
  ADD CONSTRAINT approval_rule_currency CHECK ((measure = 'value') = (currency IS NOT NULL)),
  ADD CONSTRAINT approval_rule_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL));
CREATE INDEX approval_rule_working ON approval_rule (shop_id) WHERE ended_at IS NULL;

ALTER TABLE report_link
  ADD CONSTRAINT report_link_label CHECK (length(label) BETWEEN 1 AND 60),
  ADD CONSTRAINT report_link_secret CHECK (length(secret_hash) = 32),
  -- A link reaches what it names, and it names something.
  ADD CONSTRAINT report_link_reach CHECK ((cardinality(item_ids) BETWEEN 1 AND 100) = (vendor IS NULL)),
  ADD CONSTRAINT report_link_uses CHECK (uses_max BETWEEN 1 AND 1000 AND uses BETWEEN 0 AND uses_max),
  ADD CONSTRAINT report_link_revoked CHECK ((revoked_at IS NULL) = (revoked_by IS NULL));

ALTER TABLE request
  ADD CONSTRAINT request_kind CHECK (kind IN ('write-off', 'reversal')),
  ADD CONSTRAINT request_state CHECK (state IN ('waiting', 'sent-back', 'approved', 'rejected', 'withdrawn')),
  ADD CONSTRAINT request_reversal CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
  -- Whoever came by a link is that link here, and can be no person.
  ADD CONSTRAINT request_requester CHECK (requester <> '' AND (requester LIKE 'link:%') = (link_id IS NOT NULL)
    AND (link_id IS NULL OR requester = 'link:' || link_id::text)),
  ADD CONSTRAINT request_reporter CHECK (length(reporter) <= 80 AND (link_id IS NOT NULL OR reporter = '')),
  ADD CONSTRAINT request_decided CHECK ((decided_at IS NULL) = (decided_by IS NULL)
    AND (decided_at IS NULL) = (state IN ('waiting', 'sent-back')));
CREATE INDEX request_open ON request (shop_id) WHERE state IN ('waiting', 'sent-back');

ALTER TABLE request_revision
  ADD CONSTRAINT request_revision_counts CHECK (revision > 0 AND units > 0 AND line_count BETWEEN 1 AND 250),
  ADD CONSTRAINT request_revision_value CHECK (value_minor >= 0),
  ADD CONSTRAINT request_revision_why CHECK (jsonb_array_length(reasons) > 0),
  ADD CONSTRAINT request_revision_note CHECK (length(note) <= 4000);
ALTER TABLE request_line
  ADD CONSTRAINT request_line_quantity CHECK (quantity BETWEEN 1 AND 1000000 AND position BETWEEN 0 AND 249),
  ADD CONSTRAINT request_line_value CHECK (value_minor >= 0);
ALTER TABLE request_decision
  ADD CONSTRAINT request_decision_verb CHECK (verb IN ('approve', 'send-back', 'reject', 'withdraw')),
  ADD CONSTRAINT request_decision_words CHECK (length(words) <= 2000 AND (verb NOT IN ('send-back', 'reject') OR words <> ''));

-- ---------------------------------------------------------------------------------------------------
-- Tenants and grants. What becomes of a request is decided by rows that are added, and by nothing else.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['approval_rule', 'report_link', 'request', 'request_revision', 'request_line',
    'request_decision'] LOOP
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
  FOREACH name IN ARRAY ARRAY['request_revision', 'request_line', 'request_decision'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE ON %I
      FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
END $$;
GRANT INSERT (shop_id, id, replaces_id, act, measure, span, most, currency, reason_id, location_id, person_id, made_by)
  ON approval_rule TO lossbook_app;
GRANT UPDATE (ended_at, ended_by) ON approval_rule TO lossbook_app;
GRANT INSERT (shop_id, id, label, secret_hash, location_id, item_ids, vendor, uses_max, expires_at, made_by)
  ON report_link TO lossbook_app;
GRANT UPDATE (uses, turns, turns_at, revoked_at, revoked_by) ON report_link TO lossbook_app;
GRANT INSERT (shop_id, id, kind, reverses_id, requester, link_id, reporter) ON request TO lossbook_app;
GRANT UPDATE (reminded_at, trouble, troubled_at) ON request TO lossbook_app;
GRANT INSERT (shop_id, request_id, revision, fingerprint, command, reasons, event_date, note, currency, units,
  value_minor, line_count, locations, made_by) ON request_revision TO lossbook_app;
GRANT INSERT ON request_line TO lossbook_app;
GRANT INSERT (shop_id, id, request_id, revision, verb, person_id, words) ON request_decision TO lossbook_app;

-- A rule is never changed: it ends, and another takes its place. A link's uses only go up, and what is revoked
-- stays so.
CREATE FUNCTION guard_approval_rule() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL THEN RAISE EXCEPTION 'rule % is over', OLD.id USING ERRCODE = '42501'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ended_is_final BEFORE UPDATE ON approval_rule FOR EACH ROW EXECUTE FUNCTION guard_approval_rule();

CREATE FUNCTION guard_report_link() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.uses < OLD.uses OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at) THEN
    RAISE EXCEPTION 'link % stays as it is', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER uses_stand BEFORE UPDATE ON report_link FOR EACH ROW EXECUTE FUNCTION guard_report_link();

-- Before anybody knows the shop; the hash of a secret tells its id and no more.
CREATE FUNCTION report_link_of(wanted bytea, OUT shop_id uuid, OUT link_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.shop_id, l.id FROM public.report_link l WHERE l.secret_hash = wanted
$$;

-- ---------------------------------------------------------------------------------------------------
-- A wish has one id, whether it is carried out at once or asked for first. Both sides hold that id until they end.
CREATE FUNCTION hold_wish(id uuid) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('wish ' || id::text, 0))
$$;

CREATE FUNCTION check_request() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  PERFORM public.hold_wish(NEW.id);
  IF EXISTS (SELECT FROM public.document d WHERE d.shop_id = NEW.shop_id AND d.id = NEW.id) THEN
    RAISE EXCEPTION 'document % exists', NEW.id USING ERRCODE = '23505', CONSTRAINT = 'request_pkey';
  END IF;
  IF NEW.link_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.report_link l WHERE l.shop_id = NEW.shop_id
      AND l.id = NEW.link_id AND l.revoked_at IS NULL AND l.expires_at > clock_timestamp()) THEN
    RAISE EXCEPTION 'link % is over', NEW.link_id USING ERRCODE = '23514', CONSTRAINT = 'request_link_works';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_allowed BEFORE INSERT ON request FOR EACH ROW EXECUTE FUNCTION check_request();

-- Every request has a revision when its transaction ends.
CREATE FUNCTION check_request_whole() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.request_revision v WHERE v.shop_id = NEW.shop_id AND v.request_id = NEW.id) THEN
    RAISE EXCEPTION 'request % asks for nothing', NEW.id USING ERRCODE = '23514', CONSTRAINT = 'request_whole';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER request_whole AFTER INSERT ON request DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_request_whole();

-- Only who asked changes what is asked, only while nobody has decided, one revision after another.
CREATE FUNCTION keep_revision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE known record;
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  SELECT r.state, r.revision, r.requester INTO known FROM public.request r
   WHERE r.shop_id = NEW.shop_id AND r.id = NEW.request_id FOR UPDATE;
  IF NOT FOUND OR known.state NOT IN ('waiting', 'sent-back') OR NEW.revision <> known.revision + 1
     OR NEW.made_by <> known.requester THEN
    RAISE EXCEPTION 'request % takes no revision % from %', NEW.request_id, NEW.revision, NEW.made_by
      USING ERRCODE = '23514', CONSTRAINT = 'request_revision_allowed';
  END IF;
  NEW.made_at := clock_timestamp();
  UPDATE public.request r SET revision = NEW.revision, state = 'waiting', waiting_since = NEW.made_at,
         reminded_at = NULL, trouble = NULL, troubled_at = NULL
   WHERE r.shop_id = NEW.shop_id AND r.id = NEW.request_id;
  RETURN NEW;
END $$;
CREATE TRIGGER revision_kept BEFORE INSERT ON request_revision FOR EACH ROW EXECUTE FUNCTION keep_revision();

-- A revision says how many lines and units it has; they are closed when its transaction ends.
CREATE FUNCTION check_revision_whole() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE seen int; units bigint;
BEGIN
  SELECT count(*), coalesce(sum(l.quantity), 0) INTO seen, units FROM public.request_line l
   WHERE l.shop_id = NEW.shop_id AND l.request_id = NEW.request_id AND l.revision = NEW.revision;
  IF seen <> NEW.line_count OR units <> NEW.units THEN
    RAISE EXCEPTION 'request % is not whole', NEW.request_id USING ERRCODE = '23514', CONSTRAINT = 'request_revision_whole';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER revision_whole AFTER INSERT ON request_revision DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_revision_whole();

CREATE FUNCTION check_request_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  IF NOT EXISTS (SELECT FROM public.request_revision v WHERE v.shop_id = NEW.shop_id
      AND v.request_id = NEW.request_id AND v.revision = NEW.revision AND NEW.position < v.line_count) THEN
    RAISE EXCEPTION 'request % has no place %', NEW.request_id, NEW.position
      USING ERRCODE = '23514', CONSTRAINT = 'request_line_place';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_line_place BEFORE INSERT ON request_line FOR EACH ROW EXECUTE FUNCTION check_request_line();

-- A decision is about the revision that is there now, once. Who asked may only take it back; nobody else may.
CREATE FUNCTION keep_decision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE known record; becomes text;
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  SELECT r.state, r.revision, r.requester INTO known FROM public.request r
   WHERE r.shop_id = NEW.shop_id AND r.id = NEW.request_id FOR UPDATE;
  IF NOT FOUND OR NEW.revision <> known.revision OR NOT (known.state = 'waiting'
      OR (known.state = 'sent-back' AND NEW.verb IN ('reject', 'withdraw'))) THEN
    RAISE EXCEPTION 'request % is not to be decided at revision %', NEW.request_id, NEW.revision
      USING ERRCODE = '23514', CONSTRAINT = 'request_decision_allowed';
  END IF;
  IF (NEW.verb = 'withdraw') <> (NEW.person_id = known.requester) THEN
    RAISE EXCEPTION 'request % is not decided by who asked for it', NEW.request_id
      USING ERRCODE = '23514', CONSTRAINT = 'request_second_person';
  END IF;
  NEW.at := clock_timestamp();
  becomes := CASE NEW.verb WHEN 'approve' THEN 'approved' WHEN 'send-back' THEN 'sent-back'
    WHEN 'reject' THEN 'rejected' ELSE 'withdrawn' END;
  UPDATE public.request r SET state = becomes,
         decided_at = CASE WHEN becomes <> 'sent-back' THEN NEW.at END,
         decided_by = CASE WHEN becomes <> 'sent-back' THEN NEW.person_id END
   WHERE r.shop_id = NEW.shop_id AND r.id = NEW.request_id;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_kept BEFORE INSERT ON request_decision FOR EACH ROW EXECUTE FUNCTION keep_decision();

-- What was approved is carried out in the same breath, or it was not approved.
CREATE FUNCTION check_approval_carried() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.document d WHERE d.shop_id = NEW.shop_id AND d.id = NEW.request_id
      AND d.approved_by = NEW.person_id) THEN
    RAISE EXCEPTION 'request % was approved and no document came of it', NEW.request_id
      USING ERRCODE = '23514', CONSTRAINT = 'request_approval_carried';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER approval_carried AFTER INSERT ON request_decision DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.verb = 'approve') EXECUTE FUNCTION check_approval_carried();

-- A document that somebody asked for first is what was asked for, from who asked, let happen by who decided. Who
-- finds a request under its id that is not approved finds the id taken.
CREATE FUNCTION check_document_approved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE asked record;
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  PERFORM public.hold_wish(NEW.id);
  SELECT r.state, r.requester, r.decided_by, r.reverses_id, v.fingerprint, v.units, v.line_count INTO asked
    FROM public.request r JOIN public.request_revision v
      ON v.shop_id = r.shop_id AND v.request_id = r.id AND v.revision = r.revision
   WHERE r.shop_id = NEW.shop_id AND r.id = NEW.id;
  IF asked.state IS NULL AND NEW.approved_by IS NULL AND NEW.submitted_by NOT LIKE 'link:%' THEN RETURN NEW; END IF;
  IF asked.state <> 'approved' THEN
    RAISE EXCEPTION 'request % waits under this id', NEW.id USING ERRCODE = '23505', CONSTRAINT = 'document_pkey';
  END IF;
  IF asked.state IS NULL OR NEW.approved_by IS DISTINCT FROM asked.decided_by OR NEW.submitted_by <> asked.requester
     OR NEW.fingerprint <> asked.fingerprint OR NEW.reverses_id IS DISTINCT FROM asked.reverses_id
     OR NEW.units <> asked.units OR NEW.line_count <> asked.line_count THEN
    RAISE EXCEPTION 'document % is not what was approved', NEW.id
      USING ERRCODE = '23514', CONSTRAINT = 'document_as_approved';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER document_approved BEFORE INSERT ON document FOR EACH ROW EXECUTE FUNCTION check_document_approved();

REVOKE ALL ON FUNCTION guard_approval_rule(), guard_report_link(), report_link_of(bytea), hold_wish(uuid),
  check_request(), check_request_whole(), keep_revision(), check_revision_whole(), check_request_line(), keep_decision(),
  check_approval_carried(), check_document_approved() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION report_link_of(bytea) TO lossbook_app;
