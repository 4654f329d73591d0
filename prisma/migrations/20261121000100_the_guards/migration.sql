-- What the database itself holds, whatever the code above it does: tenants, balance, immutability,
-- numbers, limits. Each guard is attacked in tests/integration/db in raw SQL under the app's own role.

-- ---------------------------------------------------------------------------------------------------
-- The app's role owns nothing and can bypass nothing. Whoever migrates may step down into it.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lossbook_app') THEN
    CREATE ROLE lossbook_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server made it meanwhile
END $$;
DO $$
BEGIN
  -- Also after having made the role: since version 16 its maker may grant it, but not yet become it.
  GRANT lossbook_app TO CURRENT_USER;
EXCEPTION
  WHEN insufficient_privilege THEN NULL; -- two separate logins: the owner need not become the app
  WHEN internal_error OR unique_violation THEN NULL; -- another database of this server granted it meanwhile
END $$;
-- Nobody but the owner makes objects here: a table of the same name in front of ours would be read instead.
DO $$
BEGIN
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
EXCEPTION WHEN insufficient_privilege THEN NULL; -- a database somebody else owns and gave to us
END $$;

-- ---------------------------------------------------------------------------------------------------
-- Quantities, amounts and closed sets of words.
ALTER TABLE document
  ADD CONSTRAINT document_kind CHECK (kind IN ('off', 'down', 'up', 'found')),
  ADD CONSTRAINT document_state CHECK (state IN ('working', 'done', 'partly-done', 'refused')),
  ADD CONSTRAINT document_cause CHECK (reversal_cause IN ('mistake', 'found')),
  ADD CONSTRAINT document_reversal CHECK ((reverses_id IS NULL) = (reversal_cause IS NULL)),
  ADD CONSTRAINT document_units CHECK (units > 0 AND units_applied BETWEEN 0 AND units),
  ADD CONSTRAINT document_lines CHECK (line_count BETWEEN 1 AND 250),
  ADD CONSTRAINT document_note CHECK (length(note) <= 4000);

ALTER TABLE document_line
  ADD CONSTRAINT line_quantity CHECK (quantity BETWEEN 1 AND 1000000),
  ADD CONSTRAINT line_position CHECK (position BETWEEN 0 AND 249),
  ADD CONSTRAINT line_fate CHECK (fate IN ('working', 'applied', 'refused', 'unknown')),
  ADD CONSTRAINT line_cost CHECK (unit_cost >= 0),
  ADD CONSTRAINT line_value CHECK (value_minor >= 0),
  ADD CONSTRAINT line_taken_from CHECK (taken_from IN ('available', 'damaged', 'quality_control')),
  ADD CONSTRAINT line_root CHECK ((reverses_line_id IS NULL) = (root_line_id IS NULL)),
  ADD CONSTRAINT line_debit CHECK (debit_role <> 'inventory'), -- no account is its own contra
  ADD CONSTRAINT line_acknowledged CHECK (acknowledged_at IS NULL OR fate = 'refused'),
  ADD CONSTRAINT line_note CHECK (length(note) <= 4000);

ALTER TABLE line_balance
  ADD CONSTRAINT balance_signs CHECK (applied > 0 AND reserved >= 0 AND reversed >= 0),
  ADD CONSTRAINT balance_within CHECK (reserved + reversed <= applied);

ALTER TABLE adjustment
  ADD CONSTRAINT adjustment_state CHECK (state IN ('waiting', 'applied', 'refused', 'unknown', 'split'));

ALTER TABLE attempt
  ADD CONSTRAINT attempt_state CHECK (state IN ('made', 'sent', 'applied', 'refused', 'unknown')),
  ADD CONSTRAINT attempt_sends CHECK (sends >= 0 AND open_sends BETWEEN 0 AND sends),
  ADD CONSTRAINT attempt_was_sent CHECK (state IN ('made', 'refused') OR sends > 0);

ALTER TABLE entry
  ADD CONSTRAINT entry_cause CHECK (cause_kind IN ('adjustment', 'valuation')),
  ADD CONSTRAINT entry_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT entry_line_count CHECK (line_count BETWEEN 2 AND 2000);

ALTER TABLE entry_line
  ADD CONSTRAINT entry_line_side CHECK (side IN ('D', 'C')),
  ADD CONSTRAINT entry_line_amount CHECK (amount_minor BETWEEN 1 AND 10000000000000);

ALTER TABLE account_day
  ADD CONSTRAINT account_day_signs CHECK (debit_minor >= 0 AND credit_minor >= 0);

ALTER TABLE reason
  ADD CONSTRAINT reason_family CHECK (family IN ('damage', 'theft', 'obsolescence', 'record')),
  ADD CONSTRAINT reason_debit CHECK (debit_role <> 'inventory' AND material_role <> 'inventory');

ALTER TABLE account_rule
  ADD CONSTRAINT rule_debit CHECK (role <> 'inventory');

-- One adjustment has at most one attempt that may still act.
CREATE UNIQUE INDEX attempt_open ON attempt (shop_id, adjustment_id) WHERE state IN ('made', 'sent');
-- One adjustment has at most one attempt that acted.
CREATE UNIQUE INDEX attempt_applied ON attempt (shop_id, adjustment_id) WHERE state = 'applied';
-- The task screen reads these three and nothing else.
CREATE INDEX adjustment_unknown ON adjustment (shop_id, document_id) WHERE state = 'unknown';
CREATE INDEX line_needs_value ON document_line (shop_id, document_id)
  WHERE fate = 'applied' AND unit_cost IS NULL AND reverses_line_id IS NULL;
CREATE INDEX line_refused ON document_line (shop_id, document_id) WHERE fate = 'refused' AND acknowledged_at IS NULL;
-- The sweeper looks for work whose job is gone.
CREATE INDEX adjustment_waiting ON adjustment (lease_until) WHERE state = 'waiting';

-- ---------------------------------------------------------------------------------------------------
-- The shop of a transaction. The first statement that touches a tenant's table pins it; from then on
-- another value of app.shop_id is an error. The pin must be written by the transaction itself and not
-- below a savepoint, or rolling back to the savepoint would make the database forget it.
ALTER TABLE shop_pin SET UNLOGGED;
ALTER TABLE shop_pin SET (fillfactor = 50);

CREATE FUNCTION current_shop() RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asked uuid := nullif(current_setting('app.shop_id', true), '')::uuid;
  here xid8 := pg_current_xact_id();
  pinned uuid;
  writer xid;
BEGIN
  SELECT p.shop_id INTO pinned FROM public.shop_pin p
   WHERE p.backend = pg_backend_pid() AND p.transaction = here;
  IF pinned IS NULL THEN
    IF asked IS NULL THEN RETURN NULL; END IF;
    INSERT INTO public.shop_pin AS p (backend, transaction, shop_id) VALUES (pg_backend_pid(), here, asked)
      ON CONFLICT (backend) DO UPDATE SET transaction = excluded.transaction, shop_id = excluded.shop_id
      RETURNING p.xmin INTO writer;
    IF writer <> here::xid THEN
      RAISE EXCEPTION 'the shop must be chosen before the first savepoint' USING ERRCODE = '42501';
    END IF;
    RETURN asked;
  END IF;
  IF asked IS DISTINCT FROM pinned THEN
    RAISE EXCEPTION 'the shop was switched inside a transaction' USING ERRCODE = '42501';
  END IF;
  RETURN pinned;
END $$;

-- For functions that run before row-level security has looked at a row: they tell nothing of another shop. What
-- is asked for is enough here, and cheap; that it is the pinned one is seen right after.
CREATE FUNCTION refuse_other_shop(shop uuid) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF shop <> nullif(current_setting('app.shop_id', true), '')::uuid THEN
    RAISE EXCEPTION 'the row is of another shop' USING ERRCODE = '42501';
  END IF;
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['person', 'shopify_session', 'reason', 'account', 'account_rule', 'item_mirror',
    'level_mirror', 'location_mirror', 'document_counter', 'document', 'document_line', 'line_balance',
    'adjustment', 'attempt', 'attempt_resolution', 'entry', 'entry_line', 'account_day', 'audit_event',
    'audit_unsealed', 'audit_seal', 'shop_budget', 'webhook_receipt']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (shop_id = (SELECT current_shop()))
      WITH CHECK (shop_id = (SELECT current_shop()))', name);
  END LOOP;
END $$;
ALTER TABLE shop ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON shop USING (id = (SELECT current_shop())) WITH CHECK (id = (SELECT current_shop()));
ALTER TABLE shop_pin ENABLE ROW LEVEL SECURITY;
ALTER TABLE worker_heartbeat ENABLE ROW LEVEL SECURITY;

-- ---------------------------------------------------------------------------------------------------
-- What the app's role may do. No delete and no truncate on anything that must be shown years later;
-- updates only on the columns that move, so everything else on a row is frozen when it is written;
-- and what is yet to happen to a row cannot be said when it is written.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, lossbook_app;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO lossbook_app;

GRANT SELECT ON shop, person, shopify_session, reason, account, account_rule, item_mirror, level_mirror,
  location_mirror, document, document_line, line_balance, adjustment, attempt, attempt_resolution, entry,
  entry_line, account_day, audit_event, audit_seal, audit_unsealed, shop_budget, webhook_receipt TO lossbook_app;
GRANT INSERT ON person, shopify_session, reason, account, account_rule, item_mirror, level_mirror,
  location_mirror, attempt_resolution, entry, entry_line, audit_event, shop_budget, webhook_receipt TO lossbook_app;
GRANT INSERT (shop_id, id, kind, reverses_id, reversal_cause, fingerprint, note, event_date, currency, time_zone,
  submitted_by, right_proved, units, value_minor, line_count, created_at) ON document TO lossbook_app;
GRANT INSERT (shop_id, id, document_id, position, adjustment_id, item_id, variant_id, product_id, title, variant_title,
  sku, barcode, image_url, location_id, location_name, taken_from, quantity, reason_id, reason_label, family, shrink,
  disposal, note, debit_role, unit_cost, cost_source, cost_cause, cost_at, value_minor, reverses_line_id,
  root_line_id) ON document_line TO lossbook_app;
GRANT INSERT (shop_id, line_id, applied) ON line_balance TO lossbook_app;
GRANT INSERT (shop_id, id, document_id, ordinal, quantity_name, shopify_reason, lease_until, lease_holder)
  ON adjustment TO lossbook_app;
GRANT INSERT (shop_id, id, adjustment_id, ordinal, body, made_at, vendor_clock) ON attempt TO lossbook_app;

GRANT UPDATE (name, currency, time_zone, plan, install_proved_at, uninstalled_at, closed_through,
  refuse_below_zero, refuse_below_committed, material_threshold_minor, read_at) ON shop TO lossbook_app;
GRANT UPDATE ON person, shopify_session, account, item_mirror, level_mirror, location_mirror, shop_budget
  TO lossbook_app;
GRANT UPDATE (label, family, shrink, needs_note, needs_evidence, debit_role, material_role, shopify_reason,
  kinds, position, archived_at) ON reason TO lossbook_app;
GRANT UPDATE (role) ON account_rule TO lossbook_app;
GRANT DELETE ON shopify_session, account_rule, webhook_receipt TO lossbook_app;

GRANT UPDATE (state, units_applied, value_minor, settled_at) ON document TO lossbook_app;
GRANT UPDATE (adjustment_id, fate, refusal, before_quantity, after_quantity, settled_at, unit_cost, cost_source,
  cost_cause, cost_at, value_minor, valued_by, acknowledged_at, acknowledged_by) ON document_line TO lossbook_app;
GRANT UPDATE (reserved, reversed) ON line_balance TO lossbook_app;
GRANT UPDATE (state, rounds, lease_until, lease_holder, settled_at) ON adjustment TO lossbook_app;
GRANT UPDATE (state, sends, open_sends, first_sent_at, last_sent_at, group_id, answer, proof, settled_at)
  ON attempt TO lossbook_app;

-- ---------------------------------------------------------------------------------------------------
-- Numbers are drawn here and nowhere else: the app has no right on the counter and no choice of number. An id
-- that is taken fails here too, or ON CONFLICT DO NOTHING would swallow the row and leave its number missing;
-- the counter's lock makes sure that whoever else inserts that id has ended by then.
CREATE FUNCTION draw_document_number() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  INSERT INTO public.document_counter AS c (shop_id, last_number) VALUES (NEW.shop_id, 1)
    ON CONFLICT (shop_id) DO UPDATE SET last_number = c.last_number + 1
    RETURNING c.last_number INTO NEW.number;
  IF EXISTS (SELECT FROM public.document d WHERE d.shop_id = NEW.shop_id AND d.id = NEW.id) THEN
    RAISE EXCEPTION 'document % exists', NEW.id USING ERRCODE = '23505', CONSTRAINT = 'document_pkey';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER document_number BEFORE INSERT ON document FOR EACH ROW EXECUTE FUNCTION draw_document_number();

-- ---------------------------------------------------------------------------------------------------
-- A document says how many lines it has; their positions are 0..n-1 and each can be taken once. It is checked
-- when the transaction ends, so afterwards no position is free and no line can ever join.
CREATE FUNCTION check_line_place() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE places int;
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  SELECT d.line_count INTO places FROM public.document d
    JOIN public.adjustment a ON a.shop_id = d.shop_id AND a.document_id = d.id AND a.id = NEW.adjustment_id
   WHERE d.shop_id = NEW.shop_id AND d.id = NEW.document_id;
  IF places IS NULL OR NEW.position >= places THEN
    RAISE EXCEPTION 'document % has no place % in adjustment %', NEW.document_id, NEW.position, NEW.adjustment_id
      USING ERRCODE = '23514', CONSTRAINT = 'line_place';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER line_place BEFORE INSERT ON document_line FOR EACH ROW EXECUTE FUNCTION check_line_place();

CREATE FUNCTION check_document_whole() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE seen int; units bigint;
BEGIN
  SELECT count(*), coalesce(sum(l.quantity), 0) INTO seen, units
    FROM public.document_line l WHERE l.shop_id = NEW.shop_id AND l.document_id = NEW.id;
  IF seen <> NEW.line_count OR units <> NEW.units THEN
    RAISE EXCEPTION 'document % is not whole: % of % lines, % of % units', NEW.id, seen, NEW.line_count, units, NEW.units
      USING ERRCODE = '23514', CONSTRAINT = 'document_whole';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER document_whole AFTER INSERT ON document DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_document_whole();

-- ---------------------------------------------------------------------------------------------------
-- An entry is in its document's currency and not on a closed day; the lock keeps anybody from closing that
-- day before the entry is in. It says how many lines it has, and they are closed as a document's are.
CREATE FUNCTION check_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE closed date;
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  SELECT s.closed_through INTO closed FROM public.shop s WHERE s.id = NEW.shop_id FOR SHARE;
  IF NEW.accounting_date <= closed THEN
    RAISE EXCEPTION 'the books are closed through %', closed USING ERRCODE = '23514', CONSTRAINT = 'entry_open_day';
  END IF;
  IF NOT EXISTS (SELECT FROM public.document d
      WHERE d.shop_id = NEW.shop_id AND d.id = NEW.document_id AND d.currency = NEW.currency) THEN
    RAISE EXCEPTION 'entry % is not in the currency of its document', NEW.id
      USING ERRCODE = '23514', CONSTRAINT = 'entry_one_currency';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_allowed BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION check_entry();

CREATE FUNCTION check_entry_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE places int;
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  SELECT e.line_count INTO places FROM public.entry e
    JOIN public.document_line l ON l.shop_id = e.shop_id AND l.document_id = e.document_id AND l.id = NEW.line_id
   WHERE e.shop_id = NEW.shop_id AND e.id = NEW.entry_id;
  IF places IS NULL OR NEW.position NOT BETWEEN 1 AND places THEN
    RAISE EXCEPTION 'entry % has no place % for line %', NEW.entry_id, NEW.position, NEW.line_id
      USING ERRCODE = '23514', CONSTRAINT = 'entry_line_place';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_line_place BEFORE INSERT ON entry_line FOR EACH ROW EXECUTE FUNCTION check_entry_line();

-- The totals of a day are what was posted on it, by nobody's hand: the app may read them and no more. In the order
-- of accounts, so that two entries of one day cannot wait for each other.
CREATE FUNCTION keep_account_days() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.account_day AS d (shop_id, date, role, currency, debit_minor, credit_minor)
  SELECT p.shop_id, e.accounting_date, p.role, e.currency,
         coalesce(sum(p.amount_minor) FILTER (WHERE p.side = 'D'), 0),
         coalesce(sum(p.amount_minor) FILTER (WHERE p.side = 'C'), 0)
    FROM posted p JOIN public.entry e ON e.shop_id = p.shop_id AND e.id = p.entry_id
   GROUP BY p.shop_id, e.accounting_date, p.role, e.currency
   ORDER BY p.shop_id, e.accounting_date, p.role, e.currency
      ON CONFLICT (shop_id, date, role, currency)
      DO UPDATE SET debit_minor = d.debit_minor + excluded.debit_minor,
                    credit_minor = d.credit_minor + excluded.credit_minor;
  RETURN NULL;
END $$;
CREATE TRIGGER day_totals AFTER INSERT ON entry_line REFERENCING NEW TABLE AS posted
  FOR EACH STATEMENT EXECUTE FUNCTION keep_account_days();

CREATE FUNCTION check_entry_balance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE seen int; difference numeric;
BEGIN
  SELECT count(*), coalesce(sum(CASE l.side WHEN 'D' THEN l.amount_minor ELSE -l.amount_minor END), 0)
    INTO seen, difference
    FROM public.entry_line l WHERE l.shop_id = NEW.shop_id AND l.entry_id = NEW.id;
  IF seen = 0 OR seen <> NEW.line_count OR difference <> 0 THEN
    RAISE EXCEPTION 'entry % does not balance: % of % lines, difference %', NEW.id, seen, NEW.line_count, difference
      USING ERRCODE = '23514', CONSTRAINT = 'entry_balance';
  END IF;
  IF EXISTS (SELECT FROM public.entry_line l
      JOIN public.document_line g ON g.shop_id = l.shop_id AND g.id = l.line_id
      WHERE l.shop_id = NEW.shop_id AND l.entry_id = NEW.id AND g.fate <> 'applied') THEN
    RAISE EXCEPTION 'entry % speaks of goods that did not move', NEW.id
      USING ERRCODE = '23514', CONSTRAINT = 'entry_of_what_happened';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_balance AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_entry_balance();

-- ---------------------------------------------------------------------------------------------------
-- Append-only rows. The grants stop the app; these stop the owner's slips too. Only the erasure of a whole
-- shop (below) may delete, and it says so in a setting that is honoured for the owner alone.
CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('app.erasing', true) = 'on'
     AND current_user = (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = TG_RELID) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['entry', 'entry_line', 'audit_event', 'audit_seal', 'attempt_resolution'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
      FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['document', 'document_line', 'line_balance', 'adjustment', 'attempt'] LOOP
    EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE ON %I
      FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['entry', 'entry_line', 'audit_event', 'audit_seal', 'audit_unsealed',
    'attempt_resolution', 'document', 'document_line', 'line_balance', 'adjustment', 'attempt', 'document_counter']
  LOOP
    EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
END $$;

-- A new attempt is a new key, which Shopify would carry out again: only for goods that still wait, and only
-- after every earlier attempt was proved to have had no effect.
CREATE FUNCTION check_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  PERFORM FROM public.adjustment a
    WHERE a.shop_id = NEW.shop_id AND a.id = NEW.adjustment_id AND a.state = 'waiting' FOR SHARE;
  IF NOT FOUND OR EXISTS (SELECT FROM public.attempt t WHERE t.shop_id = NEW.shop_id
      AND t.adjustment_id = NEW.adjustment_id AND t.state IN ('applied', 'unknown')) THEN
    RAISE EXCEPTION 'adjustment % takes no new attempt', NEW.adjustment_id
      USING ERRCODE = '23514', CONSTRAINT = 'attempt_allowed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attempt_allowed BEFORE INSERT ON attempt FOR EACH ROW
  WHEN (NEW.state IN ('made', 'sent')) EXECUTE FUNCTION check_attempt();

CREATE FUNCTION guard_attempt() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state IN ('applied', 'refused', 'unknown') THEN
    RAISE EXCEPTION 'attempt % is finished', OLD.id USING ERRCODE = '42501';
  END IF;
  IF NEW.sends < OLD.sends OR (OLD.first_sent_at IS NOT NULL AND NEW.first_sent_at IS DISTINCT FROM OLD.first_sent_at)
     OR (OLD.state = 'sent' AND NEW.state = 'made') THEN
    RAISE EXCEPTION 'attempt % cannot go back', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER finished_is_final BEFORE UPDATE ON attempt FOR EACH ROW EXECUTE FUNCTION guard_attempt();

CREATE FUNCTION guard_adjustment() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state IN ('applied', 'refused', 'split') OR (OLD.state = 'unknown' AND NEW.state NOT IN ('applied', 'refused')) THEN
    RAISE EXCEPTION 'adjustment % is settled', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER settled_is_final BEFORE UPDATE ON adjustment FOR EACH ROW EXECUTE FUNCTION guard_adjustment();

-- What may come back is what left, and nothing before it has left.
CREATE FUNCTION check_balance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  IF NOT EXISTS (SELECT FROM public.document_line l WHERE l.shop_id = NEW.shop_id AND l.id = NEW.line_id
      AND l.fate = 'applied' AND l.quantity = NEW.applied) THEN
    RAISE EXCEPTION 'line % did not apply % units', NEW.line_id, NEW.applied
      USING ERRCODE = '23514', CONSTRAINT = 'balance_of_line';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER balance_of_line BEFORE INSERT ON line_balance FOR EACH ROW EXECUTE FUNCTION check_balance();

-- A document's state follows from its lines, and a settled line does not move; its value may still become known.
CREATE FUNCTION guard_document() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.state <> 'working'
     AND ((NEW.state, NEW.units_applied, NEW.settled_at) IS DISTINCT FROM (OLD.state, OLD.units_applied, OLD.settled_at)
          OR (OLD.value_minor IS NOT NULL AND NEW.value_minor IS DISTINCT FROM OLD.value_minor)) THEN
    RAISE EXCEPTION 'document % is settled', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER settled_is_final BEFORE UPDATE ON document FOR EACH ROW EXECUTE FUNCTION guard_document();

-- What a line says of its goods moves once: its fate when Shopify has answered, its cost when it had none.
CREATE FUNCTION guard_line() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (OLD.fate IN ('applied', 'refused')
      AND (NEW.fate, NEW.before_quantity, NEW.after_quantity, NEW.refusal, NEW.settled_at)
          IS DISTINCT FROM (OLD.fate, OLD.before_quantity, OLD.after_quantity, OLD.refusal, OLD.settled_at))
     OR (OLD.fate = 'unknown' AND NEW.fate = 'working')
     OR (OLD.acknowledged_at IS NOT NULL AND (NEW.acknowledged_at, NEW.acknowledged_by)
         IS DISTINCT FROM (OLD.acknowledged_at, OLD.acknowledged_by)) THEN
    RAISE EXCEPTION 'line % is settled', OLD.id USING ERRCODE = '42501';
  END IF;
  IF NEW.adjustment_id <> OLD.adjustment_id AND (OLD.fate <> 'working' OR NOT EXISTS (
      SELECT FROM public.adjustment a
       WHERE a.shop_id = NEW.shop_id AND a.id = NEW.adjustment_id AND a.document_id = NEW.document_id)) THEN
    RAISE EXCEPTION 'line % cannot move there', OLD.id USING ERRCODE = '42501';
  END IF;
  IF (OLD.unit_cost IS NOT NULL AND (NEW.unit_cost, NEW.cost_source, NEW.cost_cause, NEW.cost_at, NEW.valued_by)
        IS DISTINCT FROM (OLD.unit_cost, OLD.cost_source, OLD.cost_cause, OLD.cost_at, OLD.valued_by))
     OR (OLD.value_minor IS NOT NULL AND NEW.value_minor IS DISTINCT FROM OLD.value_minor) THEN
    RAISE EXCEPTION 'the cost of line % is frozen', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER moves_once BEFORE UPDATE ON document_line FOR EACH ROW EXECUTE FUNCTION guard_line();

-- ---------------------------------------------------------------------------------------------------
-- The audit chain. Every event is queued for its seal by the database, so none can be kept out of it.
CREATE FUNCTION queue_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.audit_unsealed (shop_id, event_id) VALUES (NEW.shop_id, NEW.id);
  PERFORM graphile_worker.add_job(
    'seal-audit', payload := json_build_object('shopId', NEW.shop_id), max_attempts := 25,
    run_at := clock_timestamp() + interval '1 second', job_key := NEW.shop_id::text || ':seal-audit',
    job_key_mode := 'preserve_run_at');
  RETURN NULL;
END $$;
CREATE TRIGGER seal_later AFTER INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION queue_seal();

-- Seals what waits, oldest first, one sealer a shop at a time. The hash runs over the previous hash and the
-- canonical text, so a changed byte, a missing event or two swapped ones are found by whoever holds a copy.
CREATE FUNCTION seal_audit(most int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  tenant uuid := public.current_shop();
  last_sequence bigint;
  last_hash bytea;
  next_hash bytea;
  event record;
  done int := 0;
BEGIN
  IF tenant IS NULL THEN RAISE EXCEPTION 'no shop is set' USING ERRCODE = '42501'; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('seal:' || tenant::text, 0));
  SELECT s.sequence, s.hash INTO last_sequence, last_hash FROM public.audit_seal s
   WHERE s.shop_id = tenant ORDER BY s.sequence DESC LIMIT 1;
  last_sequence := coalesce(last_sequence, 0);
  last_hash := coalesce(last_hash, '\x'::bytea);
  FOR event IN
    SELECT e.id, e.canonical FROM public.audit_unsealed u
      JOIN public.audit_event e ON e.shop_id = u.shop_id AND e.id = u.event_id
     WHERE u.shop_id = tenant ORDER BY e.at, e.id LIMIT most
  LOOP
    last_sequence := last_sequence + 1;
    next_hash := sha256(last_hash || convert_to(event.canonical, 'UTF8'));
    INSERT INTO public.audit_seal (shop_id, sequence, event_id, previous_hash, hash)
      VALUES (tenant, last_sequence, event.id, last_hash, next_hash);
    DELETE FROM public.audit_unsealed WHERE shop_id = tenant AND event_id = event.id;
    last_hash := next_hash;
    done := done + 1;
  END LOOP;
  RETURN done;
END $$;

-- ---------------------------------------------------------------------------------------------------
-- Doors for the app's role where row-level security or another schema stands in the way.

-- A door must know its shop before it can choose it; nothing but the id is told.
CREATE FUNCTION shop_of_domain(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT id FROM public.shop WHERE domain = wanted
$$;

CREATE FUNCTION open_shop(wanted text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found uuid;
BEGIN
  IF wanted !~ '^[a-z0-9][a-z0-9-]*\.myshopify\.com$' THEN
    RAISE EXCEPTION 'not a shop domain' USING ERRCODE = '22023';
  END IF;
  INSERT INTO public.shop (id, domain, install_proved_at) VALUES (gen_random_uuid(), wanted, clock_timestamp())
    ON CONFLICT (domain) DO NOTHING;
  SELECT id INTO found FROM public.shop WHERE domain = wanted;
  RETURN found;
END $$;

-- Jobs are added inside the transaction they speak of; a job can only name the shop of that transaction.
CREATE FUNCTION add_shop_job(task text, payload jsonb, job_key text, run_at timestamptz, key_mode text, lane int)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE tenant uuid := public.current_shop();
BEGIN
  IF tenant IS NULL THEN RAISE EXCEPTION 'no shop is set' USING ERRCODE = '42501'; END IF;
  IF jsonb_typeof(payload) IS DISTINCT FROM 'object' THEN
    RAISE EXCEPTION 'a payload is an object' USING ERRCODE = '22023';
  END IF;
  PERFORM graphile_worker.add_job(
    task, payload := (payload || jsonb_build_object('shopId', tenant))::json,
    run_at := run_at, job_key := tenant::text || ':' || job_key, job_key_mode := key_mode, priority := lane,
    max_attempts := 25);
END $$;

-- The erasure of a shop that is gone. Refused while it is installed or was installed again after the request.
CREATE FUNCTION erase_shop(asked_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE tenant uuid := public.current_shop(); gone record; name text;
BEGIN
  SELECT * INTO gone FROM public.shop WHERE id = tenant FOR UPDATE;
  IF (gone.uninstalled_at IS NOT NULL AND gone.install_proved_at <= asked_at) IS NOT TRUE THEN RETURN false; END IF;
  PERFORM set_config('app.erasing', 'on', true);
  SET CONSTRAINTS ALL IMMEDIATE;
  FOREACH name IN ARRAY ARRAY['audit_unsealed', 'audit_seal', 'audit_event', 'account_day', 'entry_line', 'entry',
    'line_balance', 'attempt_resolution', 'attempt']
  LOOP
    EXECUTE format('DELETE FROM public.%I WHERE shop_id = $1', name) USING tenant;
  END LOOP;
  DELETE FROM public.document_line WHERE shop_id = tenant;
  DELETE FROM public.adjustment WHERE shop_id = tenant;
  DELETE FROM public.document WHERE shop_id = tenant;
  FOREACH name IN ARRAY ARRAY['document_counter', 'account_rule', 'account', 'reason', 'item_mirror', 'level_mirror',
    'location_mirror', 'shop_budget', 'webhook_receipt', 'shopify_session', 'person']
  LOOP
    EXECUTE format('DELETE FROM public.%I WHERE shop_id = $1', name) USING tenant;
  END LOOP;
  DELETE FROM public.shop WHERE id = tenant;
  -- Jobs carry what webhooks said. One that runs now, this erasure's own among them, is removed when it ends.
  DELETE FROM graphile_worker._private_jobs j WHERE j.payload->>'shopId' = tenant::text AND j.locked_at IS NULL;
  PERFORM set_config('app.erasing', 'off', true);
  RETURN true;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION current_shop(), shop_of_domain(text), open_shop(text), seal_audit(int),
  add_shop_job(text, jsonb, text, timestamptz, text, int), erase_shop(timestamptz) TO lossbook_app;
