-- What a shop wants to have noticed; NULL: nothing.
ALTER TABLE "shop" ADD COLUMN "watch" JSONB;
ALTER TABLE shop ADD CONSTRAINT shop_watch CHECK (jsonb_typeof(watch) = 'object' AND length(watch::text) <= 1000);
GRANT UPDATE (watch) ON shop TO lossbook_app;

-- What is usual in a shop, by its last two thousand documents of thirty days: a bounded look, however long the
-- past is. Nineteen of twenty and "most days" want twenty documents and five days before they mean anything,
-- "half of the others" wants three others.
CREATE FUNCTION past_of_write_offs(p_shop uuid, p_person text, p_items text[], p_locations text[], p_small int)
RETURNS jsonb LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH last AS MATERIALIZED (
    SELECT d.id, d.submitted_by, d.created_at, d.value_minor,
           (d.created_at AT TIME ZONE d.time_zone)::date AS day,
           (now() AT TIME ZONE d.time_zone)::date AS today
      FROM (SELECT * FROM document WHERE shop_id = p_shop ORDER BY number DESC LIMIT 2000) d
     WHERE d.kind = 'off' AND d.reverses_id IS NULL AND d.state <> 'refused'
       AND d.created_at > now() - interval '30 days'),
  own_days AS (SELECT day, count(*) AS documents FROM last WHERE submitted_by = p_person AND day < today GROUP BY day),
  people AS (SELECT submitted_by, sum(coalesce(value_minor, 0)) AS minor FROM last GROUP BY submitted_by),
  again AS (
    SELECT l.item_id, l.location_id, count(*) AS times, count(*) FILTER (WHERE b.reversed > 0) AS undone
      FROM last r JOIN document_line l ON l.shop_id = p_shop AND l.document_id = r.id
      LEFT JOIN line_balance b ON b.shop_id = l.shop_id AND b.line_id = l.id
     WHERE r.created_at > now() - interval '14 days' AND l.item_id = ANY (p_items)
     GROUP BY l.item_id, l.location_id),
  small AS (
    SELECT l.location_id, count(DISTINCT l.item_id) AS items, sum(l.quantity) AS units
      FROM last r JOIN document_line l ON l.shop_id = p_shop AND l.document_id = r.id
     WHERE l.location_id = ANY (p_locations) AND l.quantity <= p_small AND l.family IN ('record', 'theft')
       AND l.fate = 'applied'
     GROUP BY l.location_id)
  SELECT jsonb_build_object(
    'usualMinor', (SELECT CASE WHEN count(*) >= 20
       THEN (percentile_disc(0.95) WITHIN GROUP (ORDER BY value_minor))::text END FROM last WHERE value_minor IS NOT NULL),
    'today', (SELECT count(*) FROM last WHERE submitted_by = p_person AND day = today),
    'usualDay', (SELECT CASE WHEN count(*) >= 5
       THEN percentile_disc(0.8) WITHIN GROUP (ORDER BY documents) END FROM own_days),
    'ownMinor', (SELECT coalesce(sum(minor), 0)::text FROM people WHERE submitted_by = p_person),
    'othersMinor', (SELECT CASE WHEN count(*) >= 3
       THEN (percentile_disc(0.5) WITHIN GROUP (ORDER BY minor))::text END FROM people WHERE submitted_by <> p_person),
    'items', (SELECT coalesce(jsonb_agg(jsonb_build_object('itemId', item_id, 'locationId', location_id,
       'times', times, 'undone', undone) ORDER BY item_id, location_id), '[]') FROM again),
    'small', (SELECT coalesce(jsonb_agg(jsonb_build_object('locationId', location_id, 'items', items,
       'units', units) ORDER BY location_id), '[]') FROM small))
$$;
REVOKE ALL ON FUNCTION past_of_write_offs(uuid, text, text[], text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION past_of_write_offs(uuid, text, text[], text[], int) TO lossbook_app;
