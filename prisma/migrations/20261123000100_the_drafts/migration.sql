-- Drafts: what somebody has begun or called unsellable, and what a document keeps of the questions it was asked.

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "doubled_within_hours" INTEGER NOT NULL DEFAULT 24,
ADD COLUMN     "salvage_from_minor" BIGINT;

-- AlterTable
ALTER TABLE "item_mirror" ADD COLUMN     "product_type" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "vendor" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "document" ADD COLUMN     "answers" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "document_line" ADD COLUMN     "draft_line_id" UUID,
ADD COLUMN     "salvage" TEXT,
ADD COLUMN     "theft_class" TEXT;

-- CreateTable
CREATE TABLE "draft" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "location_id" TEXT,
    "person_id" TEXT,
    "content" JSONB,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "saved_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "draft_line" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "item_id" TEXT NOT NULL,
    "variant_id" TEXT,
    "product_id" TEXT,
    "title" TEXT NOT NULL,
    "variant_title" TEXT NOT NULL DEFAULT '',
    "sku" TEXT NOT NULL DEFAULT '',
    "barcode" TEXT NOT NULL DEFAULT '',
    "image_url" TEXT,
    "location_id" TEXT NOT NULL,
    "location_name" TEXT NOT NULL,
    "taken_from" TEXT NOT NULL DEFAULT 'available',
    "quantity" INTEGER NOT NULL,
    "reason_id" TEXT NOT NULL,
    "disposal" TEXT,
    "theft_class" TEXT,
    "salvage" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'open',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "flagged_by" TEXT NOT NULL,
    "flagged_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "discarded_by" TEXT,
    "discarded_at" TIMESTAMPTZ(6),

    CONSTRAINT "draft_line_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "draft_flag" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "draft_line_id" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_flag_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE INDEX "draft_line_shop_id_item_id_idx" ON "draft_line"("shop_id", "item_id");

-- CreateIndex
CREATE INDEX "draft_line_shop_id_draft_id_flagged_at_idx" ON "draft_line"("shop_id", "draft_id", "flagged_at");

-- CreateIndex
CREATE INDEX "draft_flag_shop_id_draft_line_id_idx" ON "draft_flag"("shop_id", "draft_line_id");

-- What an item's latest lines said is read from the newest on; the index on the item alone would sort them all.
DROP INDEX "document_line_shop_id_item_id_idx";
CREATE INDEX "document_line_shop_id_item_id_id_idx" ON "document_line"("shop_id", "item_id", "id");

-- AddForeignKey
ALTER TABLE "document_line" ADD CONSTRAINT "document_line_shop_id_draft_line_id_fkey" FOREIGN KEY ("shop_id", "draft_line_id") REFERENCES "draft_line"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_line" ADD CONSTRAINT "draft_line_shop_id_draft_id_fkey" FOREIGN KEY ("shop_id", "draft_id") REFERENCES "draft"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_flag" ADD CONSTRAINT "draft_flag_shop_id_draft_line_id_fkey" FOREIGN KEY ("shop_id", "draft_line_id") REFERENCES "draft_line"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------
-- Closed sets of words, and what must hold on one row.
ALTER TABLE shop
  ADD CONSTRAINT shop_doubled CHECK (doubled_within_hours BETWEEN 0 AND 720),
  ADD CONSTRAINT shop_salvage CHECK (salvage_from_minor >= 0);
ALTER TABLE document
  ADD CONSTRAINT document_answers CHECK (jsonb_typeof(answers) = 'array' AND pg_column_size(answers) <= 200000);
ALTER TABLE document_line
  ADD CONSTRAINT line_theft_class CHECK (theft_class IN ('shoplifting', 'internal', 'organised')),
  ADD CONSTRAINT line_salvage CHECK (salvage IN ('worthless', 'return', 'donate'));
ALTER TABLE draft
  ADD CONSTRAINT draft_kind CHECK (kind IN ('own', 'shared')),
  ADD CONSTRAINT draft_whose CHECK ((kind = 'shared') = (location_id IS NOT NULL)
    AND (kind = 'own') = (person_id IS NOT NULL) AND (kind = 'own') = (content IS NOT NULL)),
  ADD CONSTRAINT draft_state CHECK (state = 'open' OR (state = 'discarded' AND kind = 'own')),
  ADD CONSTRAINT draft_revision CHECK (revision > 0),
  ADD CONSTRAINT draft_content CHECK (jsonb_typeof(content) = 'object' AND length(content::text) <= 1000000);
ALTER TABLE draft_line
  ADD CONSTRAINT draft_line_quantity CHECK (quantity BETWEEN 1 AND 1000000),
  ADD CONSTRAINT draft_line_taken_from CHECK (taken_from IN ('available', 'damaged', 'quality_control')),
  ADD CONSTRAINT draft_line_theft_class CHECK (theft_class IN ('shoplifting', 'internal', 'organised')),
  ADD CONSTRAINT draft_line_salvage CHECK (salvage IN ('mark-down', 'repair')),
  ADD CONSTRAINT draft_line_note CHECK (length(note) <= 4000),
  ADD CONSTRAINT draft_line_state CHECK (state IN ('open', 'discarded')),
  ADD CONSTRAINT draft_line_discarded CHECK ((state = 'discarded') = (discarded_at IS NOT NULL)
    AND (state = 'discarded') = (discarded_by IS NOT NULL)),
  ADD CONSTRAINT draft_line_revision CHECK (revision > 0);
ALTER TABLE draft_flag ADD CONSTRAINT draft_flag_quantity CHECK (quantity BETWEEN 1 AND 1000000);

-- One shared list a location; a person's open forms are looked up by the person.
CREATE UNIQUE INDEX draft_of_location ON draft (shop_id, location_id) WHERE kind = 'shared';
CREATE INDEX draft_of_person ON draft (shop_id, person_id, saved_at) WHERE kind = 'own' AND state = 'open';
CREATE INDEX draft_line_open ON draft_line (shop_id, location_id, flagged_at) WHERE state = 'open';

-- What was flagged joins one document, whoever submits first; a line that was refused lets it go again.
CREATE UNIQUE INDEX line_of_draft_line ON document_line (shop_id, draft_line_id)
  WHERE draft_line_id IS NOT NULL AND fate <> 'refused';

-- ---------------------------------------------------------------------------------------------------
-- Tenants and grants.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['draft', 'draft_line', 'draft_flag'] LOOP
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
CREATE TRIGGER flags_stand BEFORE UPDATE ON draft_flag FOR EACH ROW EXECUTE FUNCTION refuse_change();
GRANT INSERT (shop_id, id, kind, location_id, person_id, content) ON draft TO lossbook_app;
GRANT UPDATE (content, revision, state, saved_at) ON draft TO lossbook_app;
GRANT INSERT (shop_id, id, draft_id, item_id, variant_id, product_id, title, variant_title, sku, barcode, image_url,
  location_id, location_name, taken_from, quantity, reason_id, disposal, theft_class, salvage, note, flagged_by)
  ON draft_line TO lossbook_app;
GRANT UPDATE (quantity, reason_id, disposal, theft_class, salvage, note, state, revision, discarded_by, discarded_at)
  ON draft_line TO lossbook_app;
GRANT INSERT (shop_id, id, draft_line_id, fingerprint, quantity, person_id) ON draft_flag TO lossbook_app;
GRANT INSERT (answers) ON document TO lossbook_app;
GRANT INSERT (theft_class, salvage, draft_line_id) ON document_line TO lossbook_app;
GRANT UPDATE (doubled_within_hours, salvage_from_minor) ON shop TO lossbook_app;

-- A form that became a document, or was put away, is not written on any more.
CREATE FUNCTION guard_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state = 'discarded' OR NEW.revision <= OLD.revision AND NEW.content IS DISTINCT FROM OLD.content THEN
    RAISE EXCEPTION 'draft % stays as it is', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER revised_in_order BEFORE UPDATE ON draft FOR EACH ROW EXECUTE FUNCTION guard_draft();

-- What a document has taken, or somebody has put away, is not changed any more.
CREATE FUNCTION guard_draft_line() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state = 'discarded' OR NEW.revision <= OLD.revision OR EXISTS (SELECT FROM public.document_line l
      WHERE l.shop_id = OLD.shop_id AND l.draft_line_id = OLD.id AND l.fate <> 'refused') THEN
    RAISE EXCEPTION 'draft line % stays as it is', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER taken_stays BEFORE UPDATE ON draft_line FOR EACH ROW EXECUTE FUNCTION guard_draft_line();

-- A line takes only what is still on the list, of the same goods at the same place; the list stands still
-- until it has. It looks like a second taking to whoever asks, because for them it is one.
CREATE FUNCTION check_draft_line() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM FROM public.draft_line d WHERE d.shop_id = NEW.shop_id AND d.id = NEW.draft_line_id AND d.state = 'open'
    AND d.item_id = NEW.item_id AND d.location_id = NEW.location_id FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'draft line % is not on the list', NEW.draft_line_id USING ERRCODE = '23505';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER from_the_list BEFORE INSERT ON document_line FOR EACH ROW
  WHEN (NEW.draft_line_id IS NOT NULL) EXECUTE FUNCTION check_draft_line();

REVOKE ALL ON FUNCTION guard_draft(), guard_draft_line(), check_draft_line() FROM PUBLIC;
