-- Goods leave what is available, what is damaged, or what waits for quality control. The words are ours, as in a
-- command; Shopify's are written where Shopify is spoken to.
ALTER TABLE "request_line" ADD COLUMN "taken_from" TEXT NOT NULL DEFAULT 'available';

ALTER TABLE request_line
  ADD CONSTRAINT request_line_taken_from CHECK (taken_from IN ('available', 'damaged', 'quality-control'));
ALTER TABLE document_line
  DROP CONSTRAINT line_taken_from,
  ADD CONSTRAINT line_taken_from CHECK (taken_from IN ('available', 'damaged', 'quality-control'));
ALTER TABLE draft_line
  DROP CONSTRAINT draft_line_taken_from,
  ADD CONSTRAINT draft_line_taken_from CHECK (taken_from IN ('available', 'damaged', 'quality-control'));
ALTER TABLE adjustment
  ADD CONSTRAINT adjustment_quantity_name
  CHECK (quantity_name IN ('available', 'damaged', 'quality-control'));
