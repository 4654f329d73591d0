-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "shop" (
    "id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL DEFAULT '',
    "time_zone" TEXT NOT NULL DEFAULT '',
    "plan" TEXT NOT NULL DEFAULT '',
    "install_proved_at" TIMESTAMPTZ(6) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(6),
    "closed_through" DATE,
    "refuse_below_zero" BOOLEAN NOT NULL DEFAULT true,
    "refuse_below_committed" BOOLEAN NOT NULL DEFAULT true,
    "material_threshold_minor" BIGINT,
    "read_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop_pin" (
    "backend" INTEGER NOT NULL,
    "transaction" xid8 NOT NULL,
    "shop_id" UUID NOT NULL,

    CONSTRAINT "shop_pin_pkey" PRIMARY KEY ("backend")
);

-- CreateTable
CREATE TABLE "person" (
    "shop_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "account_owner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "may_write_off" BOOLEAN NOT NULL DEFAULT false,
    "sees_cost" BOOLEAN,
    "cost_read_at" TIMESTAMPTZ(6),
    "seen_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("shop_id","user_id")
);

-- CreateTable
CREATE TABLE "shopify_session" (
    "shop_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT '',
    "user_id" TEXT,
    "scope" TEXT NOT NULL DEFAULT '',
    "user_scope" TEXT NOT NULL DEFAULT '',
    "key_id" TEXT NOT NULL,
    "access_token" BYTEA NOT NULL,
    "refresh_token" BYTEA,
    "expires_at" TIMESTAMPTZ(6),
    "refresh_expires_at" TIMESTAMPTZ(6),
    "refresh_lease_until" TIMESTAMPTZ(6),
    "stored_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shopify_session_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "reason" (
    "shop_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "shrink" BOOLEAN NOT NULL,
    "needs_note" BOOLEAN NOT NULL,
    "needs_evidence" BOOLEAN NOT NULL,
    "debit_role" TEXT NOT NULL,
    "material_role" TEXT,
    "shopify_reason" TEXT NOT NULL,
    "kinds" TEXT[],
    "position" INTEGER NOT NULL,
    "archived_at" TIMESTAMPTZ(6),

    CONSTRAINT "reason_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "account" (
    "shop_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "code" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "account_pkey" PRIMARY KEY ("shop_id","role")
);

-- CreateTable
CREATE TABLE "account_rule" (
    "shop_id" UUID NOT NULL,
    "reason_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "account_rule_pkey" PRIMARY KEY ("shop_id","reason_id","location_id")
);

-- CreateTable
CREATE TABLE "item_mirror" (
    "shop_id" UUID NOT NULL,
    "item_id" TEXT NOT NULL,
    "variant_id" TEXT,
    "product_id" TEXT,
    "title" TEXT NOT NULL,
    "variant_title" TEXT NOT NULL DEFAULT '',
    "sku" TEXT NOT NULL DEFAULT '',
    "barcode" TEXT NOT NULL DEFAULT '',
    "image_url" TEXT,
    "tracked" BOOLEAN NOT NULL,
    "unit_cost" DECIMAL(24,8),
    "cost_currency" TEXT,
    "cost_read_at" TIMESTAMPTZ(6),
    "deleted_at" TIMESTAMPTZ(6),
    "read_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "item_mirror_pkey" PRIMARY KEY ("shop_id","item_id")
);

-- CreateTable
CREATE TABLE "level_mirror" (
    "shop_id" UUID NOT NULL,
    "item_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "available" INTEGER NOT NULL,
    "committed" INTEGER,
    "on_hand" INTEGER,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "level_mirror_pkey" PRIMARY KEY ("shop_id","item_id","location_id")
);

-- CreateTable
CREATE TABLE "location_mirror" (
    "shop_id" UUID NOT NULL,
    "location_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "is_fulfillment_service" BOOLEAN NOT NULL DEFAULT false,
    "read_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "location_mirror_pkey" PRIMARY KEY ("shop_id","location_id")
);

-- CreateTable
CREATE TABLE "document_counter" (
    "shop_id" UUID NOT NULL,
    "last_number" INTEGER NOT NULL,

    CONSTRAINT "document_counter_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "document" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT NOT NULL,
    "reverses_id" UUID,
    "reversal_cause" TEXT,
    "fingerprint" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'working',
    "note" TEXT NOT NULL DEFAULT '',
    "event_date" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "submitted_by" TEXT NOT NULL,
    "right_proved" BOOLEAN NOT NULL,
    "units" INTEGER NOT NULL,
    "units_applied" INTEGER NOT NULL DEFAULT 0,
    "value_minor" BIGINT,
    "line_count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "approved_at" TIMESTAMPTZ(6),
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "document_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "document_line" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "adjustment_id" UUID NOT NULL,
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
    "reason_label" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "shrink" BOOLEAN NOT NULL,
    "disposal" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "debit_role" TEXT NOT NULL,
    "unit_cost" DECIMAL(24,8),
    "cost_source" TEXT,
    "cost_cause" TEXT NOT NULL DEFAULT '',
    "cost_at" TIMESTAMPTZ(6),
    "value_minor" BIGINT,
    "valued_by" TEXT,
    "reverses_line_id" UUID,
    "root_line_id" UUID,
    "fate" TEXT NOT NULL DEFAULT 'working',
    "refusal" JSONB,
    "before_quantity" INTEGER,
    "after_quantity" INTEGER,
    "settled_at" TIMESTAMPTZ(6),
    "acknowledged_at" TIMESTAMPTZ(6),
    "acknowledged_by" TEXT,

    CONSTRAINT "document_line_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "line_balance" (
    "shop_id" UUID NOT NULL,
    "line_id" UUID NOT NULL,
    "applied" INTEGER NOT NULL,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "reversed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "line_balance_pkey" PRIMARY KEY ("shop_id","line_id")
);

-- CreateTable
CREATE TABLE "adjustment" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "quantity_name" TEXT NOT NULL,
    "shopify_reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "rounds" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(6),
    "lease_holder" UUID,
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "adjustment_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "adjustment_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'made',
    "sends" INTEGER NOT NULL DEFAULT 0,
    "open_sends" INTEGER NOT NULL DEFAULT 0,
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "first_sent_at" TIMESTAMPTZ(6),
    "last_sent_at" TIMESTAMPTZ(6),
    "vendor_clock" TIMESTAMPTZ(6) NOT NULL,
    "group_id" TEXT,
    "answer" JSONB,
    "proof" TEXT,
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "attempt_resolution" (
    "shop_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "happened" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "resolved_by" TEXT NOT NULL,
    "resolved_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "attempt_resolution_pkey" PRIMARY KEY ("shop_id","attempt_id")
);

-- CreateTable
CREATE TABLE "entry" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "cause_kind" TEXT NOT NULL,
    "cause_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "accounting_date" DATE NOT NULL,
    "event_date" DATE NOT NULL,
    "line_count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "entry_line" (
    "shop_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "line_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "entry_line_pkey" PRIMARY KEY ("shop_id","entry_id","position")
);

-- CreateTable
CREATE TABLE "account_day" (
    "shop_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "role" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "debit_minor" BIGINT NOT NULL,
    "credit_minor" BIGINT NOT NULL,

    CONSTRAINT "account_day_pkey" PRIMARY KEY ("shop_id","date","role","currency")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "canonical" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "audit_unsealed" (
    "shop_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,

    CONSTRAINT "audit_unsealed_pkey" PRIMARY KEY ("shop_id","event_id")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "shop_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("shop_id","sequence")
);

-- CreateTable
CREATE TABLE "shop_budget" (
    "shop_id" UUID NOT NULL,
    "maximum" DOUBLE PRECISION NOT NULL,
    "restore_rate" DOUBLE PRECISION NOT NULL,
    "available" DOUBLE PRECISION NOT NULL,
    "as_of" TIMESTAMPTZ(6) NOT NULL,
    "paused_until" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "shop_budget_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "webhook_receipt" (
    "shop_id" UUID NOT NULL,
    "event_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_receipt_pkey" PRIMARY KEY ("shop_id","event_id","topic")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "worker_id" TEXT NOT NULL,
    "beat_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("worker_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");

-- CreateIndex
CREATE INDEX "item_mirror_shop_id_product_id_idx" ON "item_mirror"("shop_id", "product_id");

-- CreateIndex
CREATE INDEX "document_shop_id_reverses_id_idx" ON "document"("shop_id", "reverses_id");

-- CreateIndex
CREATE INDEX "document_shop_id_state_number_idx" ON "document"("shop_id", "state", "number");

-- CreateIndex
CREATE INDEX "document_shop_id_event_date_idx" ON "document"("shop_id", "event_date");

-- CreateIndex
CREATE UNIQUE INDEX "document_shop_id_number_key" ON "document"("shop_id", "number");

-- CreateIndex
CREATE INDEX "document_line_shop_id_adjustment_id_idx" ON "document_line"("shop_id", "adjustment_id");

-- CreateIndex
CREATE INDEX "document_line_shop_id_product_id_idx" ON "document_line"("shop_id", "product_id");

-- CreateIndex
CREATE INDEX "document_line_shop_id_item_id_idx" ON "document_line"("shop_id", "item_id");

-- CreateIndex
CREATE INDEX "document_line_shop_id_reverses_line_id_idx" ON "document_line"("shop_id", "reverses_line_id");

-- CreateIndex
CREATE INDEX "document_line_shop_id_root_line_id_idx" ON "document_line"("shop_id", "root_line_id");

-- CreateIndex
CREATE UNIQUE INDEX "document_line_shop_id_document_id_position_key" ON "document_line"("shop_id", "document_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "adjustment_shop_id_document_id_ordinal_key" ON "adjustment"("shop_id", "document_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_shop_id_adjustment_id_ordinal_key" ON "attempt"("shop_id", "adjustment_id", "ordinal");

-- CreateIndex
CREATE INDEX "entry_shop_id_document_id_idx" ON "entry"("shop_id", "document_id");

-- CreateIndex
CREATE INDEX "entry_shop_id_accounting_date_id_idx" ON "entry"("shop_id", "accounting_date", "id");

-- CreateIndex
CREATE UNIQUE INDEX "entry_shop_id_cause_kind_cause_id_key" ON "entry"("shop_id", "cause_kind", "cause_id");

-- CreateIndex
CREATE INDEX "entry_line_shop_id_line_id_idx" ON "entry_line"("shop_id", "line_id");

-- CreateIndex
CREATE INDEX "audit_event_shop_id_subject_id_idx" ON "audit_event"("shop_id", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_shop_id_event_id_key" ON "audit_seal"("shop_id", "event_id");

-- CreateIndex
CREATE INDEX "webhook_receipt_received_at_idx" ON "webhook_receipt"("received_at");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shopify_session" ADD CONSTRAINT "shopify_session_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reason" ADD CONSTRAINT "reason_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_rule" ADD CONSTRAINT "account_rule_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_mirror" ADD CONSTRAINT "item_mirror_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "level_mirror" ADD CONSTRAINT "level_mirror_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "location_mirror" ADD CONSTRAINT "location_mirror_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_counter" ADD CONSTRAINT "document_counter_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_shop_id_reverses_id_fkey" FOREIGN KEY ("shop_id", "reverses_id") REFERENCES "document"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "document_line" ADD CONSTRAINT "document_line_shop_id_document_id_fkey" FOREIGN KEY ("shop_id", "document_id") REFERENCES "document"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_line" ADD CONSTRAINT "document_line_shop_id_adjustment_id_fkey" FOREIGN KEY ("shop_id", "adjustment_id") REFERENCES "adjustment"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_line" ADD CONSTRAINT "document_line_shop_id_reverses_line_id_fkey" FOREIGN KEY ("shop_id", "reverses_line_id") REFERENCES "document_line"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "document_line" ADD CONSTRAINT "document_line_shop_id_root_line_id_fkey" FOREIGN KEY ("shop_id", "root_line_id") REFERENCES "document_line"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "line_balance" ADD CONSTRAINT "line_balance_shop_id_line_id_fkey" FOREIGN KEY ("shop_id", "line_id") REFERENCES "document_line"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "adjustment" ADD CONSTRAINT "adjustment_shop_id_document_id_fkey" FOREIGN KEY ("shop_id", "document_id") REFERENCES "document"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_shop_id_adjustment_id_fkey" FOREIGN KEY ("shop_id", "adjustment_id") REFERENCES "adjustment"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt_resolution" ADD CONSTRAINT "attempt_resolution_shop_id_attempt_id_fkey" FOREIGN KEY ("shop_id", "attempt_id") REFERENCES "attempt"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_shop_id_document_id_fkey" FOREIGN KEY ("shop_id", "document_id") REFERENCES "document"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_line" ADD CONSTRAINT "entry_line_shop_id_entry_id_fkey" FOREIGN KEY ("shop_id", "entry_id") REFERENCES "entry"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_day" ADD CONSTRAINT "account_day_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_seal" ADD CONSTRAINT "audit_seal_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shop_budget" ADD CONSTRAINT "shop_budget_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_receipt" ADD CONSTRAINT "webhook_receipt_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

