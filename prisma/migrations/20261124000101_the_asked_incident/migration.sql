-- What somebody asked for can belong to an incident; its document is put under it when it comes to be.
ALTER TABLE "request" ADD COLUMN "incident_id" UUID;
ALTER TABLE "request" ADD CONSTRAINT "request_shop_id_incident_id_fkey" FOREIGN KEY ("shop_id", "incident_id") REFERENCES "incident"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
GRANT UPDATE (incident_id) ON request TO lossbook_app;
