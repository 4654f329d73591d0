-- Lists are filtered by reason, by location and by account. What few documents have, or none, is found here;
-- without, every line of every shop would be read to find that out.
CREATE INDEX "document_line_shop_id_reason_id_document_id_idx" ON "document_line"("shop_id", "reason_id", "document_id");
CREATE INDEX "document_line_shop_id_location_id_document_id_idx" ON "document_line"("shop_id", "location_id", "document_id");
CREATE INDEX "entry_line_shop_id_role_entry_id_idx" ON "entry_line"("shop_id", "role", "entry_id");
