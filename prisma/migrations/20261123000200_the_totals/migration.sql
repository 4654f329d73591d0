-- What the screens of every day read: what was lost on each day, incidents, and the list as people keep it.

-- CreateTable
CREATE TABLE "incident" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "incident_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "incident_document" (
    "shop_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "number" INTEGER NOT NULL DEFAULT 0,
    "tagged_by" TEXT NOT NULL,
    "tagged_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "incident_document_pkey" PRIMARY KEY ("shop_id","document_id")
);

-- CreateIndex
CREATE INDEX "incident_shop_id_made_at_id_idx" ON "incident"("shop_id", "made_at", "id");

-- CreateIndex
CREATE INDEX "incident_document_shop_id_incident_id_number_idx" ON "incident_document"("shop_id", "incident_id", "number");

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_document" ADD CONSTRAINT "incident_document_shop_id_incident_id_fkey" FOREIGN KEY ("shop_id", "incident_id") REFERENCES "incident"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "incident_document" ADD CONSTRAINT "incident_document_shop_id_document_id_fkey" FOREIGN KEY ("shop_id", "document_id") REFERENCES "document"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- ---------------------------------------------------------------------------------------------------
-- Incidents: one event that took several documents. A document belongs to one of them at most, so that two
-- incidents never claim the same loss.
ALTER TABLE incident
  ADD CONSTRAINT incident_name CHECK (length(name) BETWEEN 1 AND 100),
  ADD CONSTRAINT incident_note CHECK (length(note) <= 4000);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['incident', 'incident_document'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (shop_id = (SELECT current_shop()))
      WITH CHECK (shop_id = (SELECT current_shop()))', name);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, lossbook_app', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT (shop_id, id, name, note, made_by), UPDATE (name, note, closed_at) ON incident TO lossbook_app;
GRANT SELECT, INSERT (shop_id, document_id, incident_id, tagged_by), UPDATE (incident_id, tagged_by, tagged_at), DELETE
  ON incident_document TO lossbook_app;
CREATE TRIGGER never_deleted BEFORE DELETE ON incident FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What is closed takes no document and lets none go, whoever asks. The number comes along for the list.
CREATE FUNCTION check_incident_document() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(coalesce(NEW.shop_id, OLD.shop_id));
  IF TG_OP = 'DELETE' AND current_setting('app.erasing', true) = 'on' THEN RETURN OLD; END IF;
  -- The lock keeps it from being closed before this is in. What undoes a document comes along by itself (below).
  PERFORM FROM public.incident i WHERE i.shop_id = coalesce(NEW.shop_id, OLD.shop_id)
     AND i.id IN (NEW.incident_id, OLD.incident_id) ORDER BY i.id FOR SHARE;
  IF pg_trigger_depth() = 1 AND EXISTS (SELECT FROM public.incident i
      WHERE i.shop_id = coalesce(NEW.shop_id, OLD.shop_id) AND i.id IN (NEW.incident_id, OLD.incident_id)
        AND i.closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the incident is closed' USING ERRCODE = '23514', CONSTRAINT = 'incident_open';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  SELECT d.number INTO NEW.number FROM public.document d
   WHERE d.shop_id = NEW.shop_id AND d.id = NEW.document_id;
  RETURN NEW;
END $$;
CREATE TRIGGER incident_open BEFORE INSERT OR UPDATE OR DELETE ON incident_document
  FOR EACH ROW EXECUTE FUNCTION check_incident_document();

-- What undoes a document of an incident belongs to it as well, or the incident would never get its goods back;
-- also when it is closed by then.
CREATE FUNCTION follow_incident() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.incident_document (shop_id, document_id, incident_id, tagged_by)
    SELECT NEW.shop_id, NEW.id, t.incident_id, NEW.submitted_by FROM public.incident_document t
     WHERE t.shop_id = NEW.shop_id AND t.document_id = NEW.reverses_id;
  RETURN NULL;
END $$;
CREATE TRIGGER incident_followed AFTER INSERT ON document FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL)
  EXECUTE FUNCTION follow_incident();

REVOKE ALL ON FUNCTION check_incident_document(), follow_incident() FROM PUBLIC;
