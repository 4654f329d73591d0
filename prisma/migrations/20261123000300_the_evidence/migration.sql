-- Evidence: photos and files, kept once by what they are (SHA-256), and what they belong to.

-- CreateTable
CREATE TABLE "kept_file" (
    "shop_id" UUID NOT NULL,
    "sha256" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "parts" INTEGER NOT NULL,
    "kept_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "erased_at" TIMESTAMPTZ(6),
    "erased_by" TEXT,
    "erased_cause" TEXT,

    CONSTRAINT "kept_file_pkey" PRIMARY KEY ("shop_id","sha256")
);

-- CreateTable
CREATE TABLE "kept_file_part" (
    "shop_id" UUID NOT NULL,
    "sha256" BYTEA NOT NULL,
    "position" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "kept_file_part_pkey" PRIMARY KEY ("shop_id","sha256","position")
);

-- CreateTable
CREATE TABLE "evidence" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "owner_kind" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "sha256" BYTEA NOT NULL,
    "media_type" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "added_by" TEXT,
    "added_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "evidence_withdrawal" (
    "shop_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "withdrawn_by" TEXT,
    "withdrawn_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_withdrawal_pkey" PRIMARY KEY ("shop_id","evidence_id")
);

-- CreateTable
CREATE TABLE "address_key" (
    "shop_id" UUID NOT NULL,
    "key" BYTEA NOT NULL DEFAULT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),

    CONSTRAINT "address_key_pkey" PRIMARY KEY ("shop_id")
);

-- CreateIndex
CREATE INDEX "evidence_shop_id_owner_id_idx" ON "evidence"("shop_id", "owner_id");

-- CreateIndex
CREATE INDEX "evidence_shop_id_sha256_idx" ON "evidence"("shop_id", "sha256");

-- CreateIndex
CREATE INDEX "evidence_shop_id_added_by_added_at_idx" ON "evidence"("shop_id", "added_by", "added_at");

-- CreateIndex
CREATE INDEX "audit_event_shop_id_at_id_idx" ON "audit_event"("shop_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_event_shop_id_person_id_at_id_idx" ON "audit_event"("shop_id", "person_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_event_shop_id_kind_at_id_idx" ON "audit_event"("shop_id", "kind", "at", "id");

-- AddForeignKey
ALTER TABLE "kept_file" ADD CONSTRAINT "kept_file_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kept_file_part" ADD CONSTRAINT "kept_file_part_shop_id_sha256_fkey" FOREIGN KEY ("shop_id", "sha256") REFERENCES "kept_file"("shop_id", "sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_shop_id_sha256_fkey" FOREIGN KEY ("shop_id", "sha256") REFERENCES "kept_file"("shop_id", "sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_withdrawal" ADD CONSTRAINT "evidence_withdrawal_shop_id_evidence_id_fkey" FOREIGN KEY ("shop_id", "evidence_id") REFERENCES "evidence"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address_key" ADD CONSTRAINT "address_key_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------
-- Closed sets of words, sizes, and what must hold on one row.
ALTER TABLE kept_file
  ADD CONSTRAINT file_hash CHECK (length(sha256) = 32),
  ADD CONSTRAINT file_size CHECK (size BETWEEN 1 AND 15000000),
  ADD CONSTRAINT file_parts CHECK (parts BETWEEN 1 AND 64),
  ADD CONSTRAINT file_erased CHECK ((erased_at IS NULL) = (erased_cause IS NULL)
    AND (erased_by IS NULL OR erased_at IS NOT NULL) AND length(erased_cause) BETWEEN 1 AND 500);
ALTER TABLE kept_file_part
  ADD CONSTRAINT part_size CHECK (length(content) BETWEEN 1 AND 262144),
  ADD CONSTRAINT part_position CHECK (position BETWEEN 0 AND 63);
ALTER TABLE evidence
  ADD CONSTRAINT evidence_owner CHECK (owner_kind IN ('document', 'line', 'request', 'incident')),
  ADD CONSTRAINT evidence_type CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'image/heic',
    'application/pdf')),
  ADD CONSTRAINT evidence_name CHECK (length(file_name) BETWEEN 1 AND 120 AND file_name !~ '[\x01-\x1f\x7f/\\]'),
  ADD CONSTRAINT evidence_dimensions CHECK (width > 0 AND height > 0);
ALTER TABLE evidence_withdrawal ADD CONSTRAINT withdrawal_cause CHECK (length(cause) BETWEEN 1 AND 500);
ALTER TABLE address_key ADD CONSTRAINT address_key_length CHECK (length(key) = 32);

-- Bytes that are packed already are not worth packing again.
ALTER TABLE kept_file_part ALTER COLUMN content SET STORAGE EXTERNAL;

-- ---------------------------------------------------------------------------------------------------
-- Tenants, and what the app's role may do: add and read. Nothing here is ever changed.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['kept_file', 'kept_file_part', 'evidence', 'evidence_withdrawal', 'address_key'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (shop_id = (SELECT current_shop()))
      WITH CHECK (shop_id = (SELECT current_shop()))', name);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, lossbook_app', name);
    EXECUTE format('GRANT SELECT ON %I TO lossbook_app', name);
    EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['evidence', 'evidence_withdrawal', 'address_key'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
      FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
END $$;
GRANT INSERT (shop_id, sha256, size, parts) ON kept_file TO lossbook_app;
GRANT INSERT (shop_id, sha256, position, content) ON kept_file_part TO lossbook_app;
GRANT INSERT (shop_id, id, owner_kind, owner_id, sha256, media_type, file_name, width, height, added_by)
  ON evidence TO lossbook_app;
GRANT INSERT (shop_id, evidence_id, cause, withdrawn_by) ON evidence_withdrawal TO lossbook_app;
GRANT INSERT (shop_id) ON address_key TO lossbook_app;

-- ---------------------------------------------------------------------------------------------------
-- A file says its hash before its parts are there; when the transaction ends they must make up just that. After
-- that every place is taken, so no part can join.
CREATE FUNCTION check_part_place() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  IF NOT EXISTS (SELECT FROM public.kept_file f WHERE f.shop_id = NEW.shop_id AND f.sha256 = NEW.sha256
      AND NEW.position < f.parts AND f.erased_at IS NULL) THEN
    RAISE EXCEPTION 'the file has no place %', NEW.position USING ERRCODE = '23514', CONSTRAINT = 'part_place';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER part_place BEFORE INSERT ON kept_file_part FOR EACH ROW EXECUTE FUNCTION check_part_place();

CREATE FUNCTION check_file_whole() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE whole bytea; seen int;
BEGIN
  SELECT string_agg(p.content, ''::bytea ORDER BY p.position), count(*) INTO whole, seen
    FROM public.kept_file_part p WHERE p.shop_id = NEW.shop_id AND p.sha256 = NEW.sha256;
  IF seen <> NEW.parts OR length(whole) <> NEW.size OR sha256(whole) <> NEW.sha256 THEN
    RAISE EXCEPTION 'the file is not what its hash says' USING ERRCODE = '23514', CONSTRAINT = 'file_whole';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER file_whole AFTER INSERT ON kept_file DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_file_whole();

-- Bytes go in two cases: with the whole shop, and when a person has them erased, which leaves hash, cause and time.
CREATE FUNCTION guard_kept_file() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE may text := coalesce(current_setting('app.erasing', true), '');
BEGIN
  IF may IN ('on', 'file') AND current_user = (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = TG_RELID)
     AND (TG_OP = 'DELETE' AND (may = 'on' OR TG_TABLE_NAME = 'kept_file_part')
          OR TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'kept_file' AND may = 'file') THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON kept_file FOR EACH ROW EXECUTE FUNCTION guard_kept_file();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON kept_file_part FOR EACH ROW EXECUTE FUNCTION guard_kept_file();

-- A line is there before anything can hang on it; documents, requests and incidents may be to come, because a photo
-- is taken while the form is filled in. One thing has room for so many files, whoever comes at once.
CREATE FUNCTION check_evidence() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  IF NEW.owner_kind = 'line' AND NOT EXISTS (
      SELECT FROM public.document_line l WHERE l.shop_id = NEW.shop_id AND l.id = NEW.owner_id) THEN
    RAISE EXCEPTION 'there is no line %', NEW.owner_id USING ERRCODE = '23503', CONSTRAINT = 'evidence_of_line';
  END IF;
  IF EXISTS (SELECT FROM public.kept_file f
      WHERE f.shop_id = NEW.shop_id AND f.sha256 = NEW.sha256 AND f.erased_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the file was erased' USING ERRCODE = '23514', CONSTRAINT = 'evidence_erased';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('evidence:' || NEW.shop_id::text || NEW.owner_id::text, 0));
  IF (SELECT count(*) FROM public.evidence e WHERE e.shop_id = NEW.shop_id AND e.owner_id = NEW.owner_id) >= 50 THEN
    RAISE EXCEPTION 'no room for another file' USING ERRCODE = '23514', CONSTRAINT = 'evidence_room';
  END IF;
  INSERT INTO public.address_key (shop_id) VALUES (NEW.shop_id) ON CONFLICT DO NOTHING;
  RETURN NEW;
END $$;
CREATE TRIGGER evidence_allowed BEFORE INSERT ON evidence FOR EACH ROW EXECUTE FUNCTION check_evidence();

CREATE FUNCTION erase_file(wanted bytea, cause text, person text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE tenant uuid := public.current_shop();
BEGIN
  IF tenant IS NULL THEN RAISE EXCEPTION 'no shop is set' USING ERRCODE = '42501'; END IF;
  PERFORM FROM public.kept_file f WHERE f.shop_id = tenant AND f.sha256 = wanted AND f.erased_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM set_config('app.erasing', 'file', true);
  DELETE FROM public.kept_file_part p WHERE p.shop_id = tenant AND p.sha256 = wanted;
  UPDATE public.kept_file f SET erased_at = clock_timestamp(), erased_by = person, erased_cause = cause
   WHERE f.shop_id = tenant AND f.sha256 = wanted;
  PERFORM set_config('app.erasing', 'off', true);
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION check_part_place(), check_file_whole(), guard_kept_file(), check_evidence(),
  erase_file(bytea, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_file(bytea, text, text) TO lossbook_app;
