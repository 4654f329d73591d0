-- Roles, what needs a second person, and requests that wait for one.

-- ---------------------------------------------------------------------------------------------------
-- A person's role and where it holds (nowhere named: everywhere), and the role of everybody who has none.
ALTER TABLE "person"
  ADD COLUMN "role" TEXT,
  ADD COLUMN "locations" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "shop" ADD COLUMN "role_of_others" TEXT;

ALTER TABLE person
  ADD CONSTRAINT person_role CHECK (role IN ('assistant', 'manager', 'finance', 'senior-finance', 'auditor')),
  ADD CONSTRAINT person_locations CHECK (cardinality(locations) <= 200);
ALTER TABLE shop
  ADD CONSTRAINT shop_role_of_others CHECK (role_of_others IN ('assistant', 'manager', 'finance', 'auditor'));
GRANT UPDATE (role_of_others) ON shop TO lossbook_app;
