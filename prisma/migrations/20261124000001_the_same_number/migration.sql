-- A line stands under a call that changes the number the line is taken from, and under no other.
CREATE UNIQUE INDEX "adjustment_shop_id_id_quantity_name_key" ON "adjustment"("shop_id", "id", "quantity_name");
ALTER TABLE "document_line" DROP CONSTRAINT "document_line_shop_id_adjustment_id_fkey";
ALTER TABLE "document_line" ADD CONSTRAINT "document_line_shop_id_adjustment_id_taken_from_fkey"
  FOREIGN KEY ("shop_id", "adjustment_id", "taken_from")
  REFERENCES "adjustment"("shop_id", "id", "quantity_name") ON DELETE RESTRICT ON UPDATE CASCADE;
