-- A variant's page asks by its variant; without this the mirror of all goods would be read for it.
CREATE INDEX "item_mirror_shop_id_variant_id_idx" ON "item_mirror"("shop_id", "variant_id");
