-- News: what a person is told of, in the app and by mail; and what the shop's plan holds.

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "app_handle" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "pricing_asked_at" TIMESTAMPTZ(6),
ADD COLUMN     "pricing_handle" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "pricing_kind" TEXT NOT NULL DEFAULT 'unknown',
ADD COLUMN     "write_offs_a_month" INTEGER;

-- CreateTable
CREATE TABLE "news_place" (
    "shop_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "news_place_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "news_choice" (
    "shop_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "mail" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "news_choice_pkey" PRIMARY KEY ("shop_id","user_id","kind")
);

-- CreateTable
CREATE TABLE "news_reader" (
    "shop_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "digest_hour" INTEGER NOT NULL DEFAULT 8,
    "digested_on" DATE,

    CONSTRAINT "news_reader_pkey" PRIMARY KEY ("shop_id","user_id")
);

-- CreateTable
CREATE TABLE "mail" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "tried_at" TIMESTAMPTZ(6),
    "settled_at" TIMESTAMPTZ(6),
    "trouble" TEXT,
    "words" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "mail_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "news" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "event_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "by_id" TEXT,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "mail" TEXT NOT NULL,
    "mail_id" UUID,
    "read_at" TIMESTAMPTZ(6),

    CONSTRAINT "news_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE INDEX "mail_shop_id_user_id_made_at_idx" ON "mail"("shop_id", "user_id", "made_at");

-- CreateIndex
CREATE INDEX "news_shop_id_user_id_sequence_id_idx" ON "news"("shop_id", "user_id", "sequence", "id");

-- CreateIndex
CREATE INDEX "news_at_idx" ON "news"("at");

-- CreateIndex
CREATE INDEX "news_shop_id_mail_id_idx" ON "news"("shop_id", "mail_id");

-- CreateIndex
CREATE UNIQUE INDEX "news_shop_id_event_id_user_id_key" ON "news"("shop_id", "event_id", "user_id");

-- AddForeignKey
ALTER TABLE "news_place" ADD CONSTRAINT "news_place_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news_choice" ADD CONSTRAINT "news_choice_shop_id_user_id_fkey" FOREIGN KEY ("shop_id", "user_id") REFERENCES "person"("shop_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news_reader" ADD CONSTRAINT "news_reader_shop_id_user_id_fkey" FOREIGN KEY ("shop_id", "user_id") REFERENCES "person"("shop_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_shop_id_user_id_fkey" FOREIGN KEY ("shop_id", "user_id") REFERENCES "person"("shop_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news" ADD CONSTRAINT "news_shop_id_user_id_fkey" FOREIGN KEY ("shop_id", "user_id") REFERENCES "person"("shop_id", "user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news" ADD CONSTRAINT "news_shop_id_event_id_fkey" FOREIGN KEY ("shop_id", "event_id") REFERENCES "audit_event"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news" ADD CONSTRAINT "news_shop_id_mail_id_fkey" FOREIGN KEY ("shop_id", "mail_id") REFERENCES "mail"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------
-- Closed sets of words, and what must hold on one row.
ALTER TABLE shop
  ADD CONSTRAINT shop_pricing CHECK (pricing_kind IN ('unknown', 'free', 'paid', 'development')),
  -- Only the free plan counts. What nobody could read stops nobody.
  ADD CONSTRAINT shop_write_offs_a_month CHECK ((write_offs_a_month IS NOT NULL) = (pricing_kind = 'free')
    AND (write_offs_a_month > 0) IS NOT FALSE);

ALTER TABLE news_choice
  ADD CONSTRAINT news_choice_kind CHECK (kind IN ('done', 'undone', 'waiting', 'unusual', 'approved', 'sent-back',
    'rejected', 'flagged', 'refused', 'unknown', 'delivery-failed')),
  ADD CONSTRAINT news_choice_mail CHECK (mail IN ('off', 'at-once', 'digest'));

ALTER TABLE news_reader ADD CONSTRAINT news_reader_hour CHECK (digest_hour BETWEEN 0 AND 23);

ALTER TABLE mail
  ADD CONSTRAINT mail_kind CHECK (kind IN ('at-once', 'digest')),
  ADD CONSTRAINT mail_state CHECK (state IN ('waiting', 'sent', 'failed', 'dropped')),
  ADD CONSTRAINT mail_settled CHECK ((state = 'waiting') = (settled_at IS NULL)),
  ADD CONSTRAINT mail_tries CHECK (tries >= 0),
  ADD CONSTRAINT mail_trouble CHECK (trouble IN ('unreachable', 'put-off', 'refused', 'no-address', 'no-server')),
  ADD CONSTRAINT mail_words CHECK (length(words) <= 200);

ALTER TABLE news
  ADD CONSTRAINT news_kind CHECK (kind IN ('done', 'undone', 'waiting', 'unusual', 'approved', 'sent-back',
    'rejected', 'flagged', 'refused', 'unknown', 'delivery-failed')),
  ADD CONSTRAINT news_subject CHECK (subject_kind IN ('document', 'request', 'flag', 'delivery', 'book')),
  ADD CONSTRAINT news_mail CHECK (mail IN ('off', 'at-once', 'digest') AND (mail_id IS NULL OR mail <> 'off'));

CREATE INDEX mail_due ON mail (shop_id, due_at) WHERE state = 'waiting';
CREATE INDEX mail_failed ON mail (shop_id, settled_at) WHERE state = 'failed';
CREATE INDEX news_unread ON news (shop_id, user_id) WHERE read_at IS NULL;
CREATE INDEX news_unmailed ON news (shop_id, user_id) WHERE mail = 'digest' AND mail_id IS NULL;

-- ---------------------------------------------------------------------------------------------------
-- Tenants and grants. What a person was told is read and mailed, and is no evidence: the trail is. It is forgotten
-- after some months, by the owner's tidying.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['news_place', 'news_choice', 'news_reader', 'mail', 'news'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (shop_id = (SELECT current_shop()))
      WITH CHECK (shop_id = (SELECT current_shop()))', name);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, lossbook_app', name);
    EXECUTE format('GRANT SELECT ON %I TO lossbook_app', name);
  END LOOP;
END $$;
GRANT INSERT ON news_place, news_choice, news_reader TO lossbook_app;
GRANT UPDATE (sequence) ON news_place TO lossbook_app;
GRANT UPDATE (mail, changed_at) ON news_choice TO lossbook_app;
GRANT UPDATE (digest_hour, digested_on) ON news_reader TO lossbook_app;
GRANT INSERT (shop_id, id, user_id, kind, due_at) ON mail TO lossbook_app;
GRANT UPDATE (state, tries, due_at, tried_at, settled_at, trouble, words) ON mail TO lossbook_app;
GRANT INSERT (shop_id, id, user_id, event_id, sequence, kind, subject_kind, subject_id, by_id, at, mail) ON news
  TO lossbook_app;
GRANT UPDATE (mail_id, read_at) ON news TO lossbook_app;
GRANT UPDATE (app_handle, pricing_asked_at, pricing_handle, pricing_kind, write_offs_a_month) ON shop TO lossbook_app;

-- The place goes forwards, or somebody would be told twice; and what was sent stays sent.
CREATE FUNCTION guard_news_place() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.sequence < OLD.sequence THEN
    RAISE EXCEPTION 'news of shop % would be told twice', OLD.shop_id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER goes_forwards BEFORE UPDATE ON news_place FOR EACH ROW EXECUTE FUNCTION guard_news_place();

CREATE FUNCTION guard_mail() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state IN ('sent', 'dropped') OR NEW.tries < OLD.tries AND OLD.state <> 'failed' THEN
    RAISE EXCEPTION 'mail % stays as it is', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sent_is_final BEFORE UPDATE ON mail FOR EACH ROW EXECUTE FUNCTION guard_mail();

-- What happened before there was news is not told: it would arrive all at once.
INSERT INTO news_place (shop_id, sequence)
  SELECT s.id, coalesce((SELECT max(a.sequence) FROM audit_seal a WHERE a.shop_id = s.id), 0) FROM shop s;

-- ---------------------------------------------------------------------------------------------------
-- What the free plan holds. Counted where the number is drawn (triggers run by name, and that one comes first):
-- its lock lets one document of a shop in at a time, so two that race for the last place cannot both have it.
-- Refused ones do not count, undoing is always free, and a plan that ends stops nothing that was submitted.
CREATE INDEX document_of_month ON document (shop_id, created_at) WHERE kind = 'off' AND reverses_id IS NULL;

CREATE FUNCTION write_offs_this_month(shop uuid, zone text, most int) RETURNS int
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*)::int FROM (
    SELECT FROM public.document d
     WHERE d.shop_id = shop AND d.kind = 'off' AND d.reverses_id IS NULL AND d.state <> 'refused'
       AND d.created_at >= date_trunc('month', clock_timestamp() AT TIME ZONE zone) AT TIME ZONE zone
     LIMIT most) AS counted
$$;

CREATE FUNCTION check_plan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE most int; zone text;
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  SELECT s.write_offs_a_month, s.time_zone INTO most, zone FROM public.shop s WHERE s.id = NEW.shop_id;
  IF most IS NOT NULL AND public.write_offs_this_month(NEW.shop_id, zone, most) >= most THEN
    RAISE EXCEPTION 'the plan of shop % holds % write-offs a month', NEW.shop_id, most
      USING ERRCODE = '23514', CONSTRAINT = 'document_within_plan';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER document_within_plan BEFORE INSERT ON document FOR EACH ROW
  WHEN (NEW.kind = 'off' AND NEW.reverses_id IS NULL) EXECUTE FUNCTION check_plan();

REVOKE ALL ON FUNCTION guard_news_place(), guard_mail(), write_offs_this_month(uuid, text, int), check_plan() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION write_offs_this_month(uuid, text, int) TO lossbook_app;
