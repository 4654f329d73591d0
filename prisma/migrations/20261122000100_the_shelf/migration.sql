-- Whether a person may see costs is asked about the item that was read last and has one: found from the newest
-- on, where all items of the shop were sorted to find it.
CREATE INDEX "item_mirror_shop_id_read_at_idx" ON "item_mirror"("shop_id", "read_at");
