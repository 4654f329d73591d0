-- What an approval has seen, and photos that stand still while somebody decides about them.

-- The photos whoever approved had before them, by id; not said by other decisions, nor before this was asked.
ALTER TABLE "request_decision" ADD COLUMN "evidence" UUID[];
GRANT INSERT (evidence) ON request_decision TO lossbook_app;

-- A photo of a wish is added or withdrawn under the lock that its submit and its approval hold.
GRANT EXECUTE ON FUNCTION hold_wish(uuid) TO lossbook_app;

-- As it was, with three changes: the wish is held, what was withdrawn makes room, and the time is that of the row.
CREATE OR REPLACE FUNCTION check_evidence() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  IF NEW.owner_kind = 'line' AND NOT EXISTS (
      SELECT FROM public.document_line l WHERE l.shop_id = NEW.shop_id AND l.id = NEW.owner_id) THEN
    RAISE EXCEPTION 'there is no line %', NEW.owner_id USING ERRCODE = '23503', CONSTRAINT = 'evidence_of_line';
  END IF;
  IF EXISTS (SELECT FROM public.kept_file f
      WHERE f.shop_id = NEW.shop_id AND f.sha256 = NEW.sha256 AND f.erased_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the file was erased' USING ERRCODE = '23514', CONSTRAINT = 'evidence_erased';
  END IF;
  PERFORM public.hold_wish(NEW.owner_id);
  PERFORM pg_advisory_xact_lock(hashtextextended('evidence:' || NEW.shop_id::text || NEW.owner_id::text, 0));
  IF (SELECT count(*) FROM public.evidence e WHERE e.shop_id = NEW.shop_id AND e.owner_id = NEW.owner_id
      AND NOT EXISTS (SELECT FROM public.evidence_withdrawal w
        WHERE w.shop_id = e.shop_id AND w.evidence_id = e.id)) >= 50 THEN
    RAISE EXCEPTION 'no room for another file' USING ERRCODE = '23514', CONSTRAINT = 'evidence_room';
  END IF;
  NEW.added_at := clock_timestamp();
  INSERT INTO public.address_key (shop_id) VALUES (NEW.shop_id) ON CONFLICT DO NOTHING;
  RETURN NEW;
END $$;

CREATE FUNCTION hold_withdrawal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  PERFORM public.hold_wish(coalesce(l.document_id, e.owner_id)) FROM public.evidence e
     LEFT JOIN public.document_line l ON l.shop_id = e.shop_id AND l.id = e.owner_id
    WHERE e.shop_id = NEW.shop_id AND e.id = NEW.evidence_id;
  RETURN NEW;
END $$;
CREATE TRIGGER wish_held BEFORE INSERT ON evidence_withdrawal FOR EACH ROW EXECUTE FUNCTION hold_withdrawal();
REVOKE ALL ON FUNCTION hold_withdrawal() FROM PUBLIC;

-- As it was; and an approval names the photos that count, all of them and no others, or it covers something nobody saw.
CREATE OR REPLACE FUNCTION keep_decision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE known record; becomes text;
BEGIN
  PERFORM public.refuse_other_shop(NEW.shop_id);
  PERFORM public.hold_wish(NEW.request_id);
  SELECT r.state, r.revision, r.requester INTO known FROM public.request r
   WHERE r.shop_id = NEW.shop_id AND r.id = NEW.request_id FOR UPDATE;
  IF NOT FOUND OR NEW.revision <> known.revision OR NOT (known.state = 'waiting'
      OR (known.state = 'sent-back' AND NEW.verb IN ('reject', 'withdraw'))) THEN
    RAISE EXCEPTION 'request % is not to be decided at revision %', NEW.request_id, NEW.revision
      USING ERRCODE = '23514', CONSTRAINT = 'request_decision_allowed';
  END IF;
  IF (NEW.verb = 'withdraw') <> (NEW.person_id = known.requester) THEN
    RAISE EXCEPTION 'request % is not decided by who asked for it', NEW.request_id
      USING ERRCODE = '23514', CONSTRAINT = 'request_second_person';
  END IF;
  IF NEW.verb = 'approve' AND ARRAY(SELECT DISTINCT x FROM unnest(NEW.evidence) AS x ORDER BY x)
      <> ARRAY(SELECT e.id FROM public.evidence e
           JOIN public.kept_file f ON f.shop_id = e.shop_id AND f.sha256 = e.sha256 AND f.erased_at IS NULL
          WHERE e.shop_id = NEW.shop_id AND e.owner_id = NEW.request_id AND NOT EXISTS (
            SELECT FROM public.evidence_withdrawal w WHERE w.shop_id = e.shop_id AND w.evidence_id = e.id)
          ORDER BY e.id) THEN
    RAISE EXCEPTION 'request % has other photos than were seen', NEW.request_id
      USING ERRCODE = '23514', CONSTRAINT = 'request_evidence_seen';
  END IF;
  NEW.at := clock_timestamp();
  becomes := CASE NEW.verb WHEN 'approve' THEN 'approved' WHEN 'send-back' THEN 'sent-back'
    WHEN 'reject' THEN 'rejected' ELSE 'withdrawn' END;
  UPDATE public.request r SET state = becomes,
         decided_at = CASE WHEN becomes <> 'sent-back' THEN NEW.at END,
         decided_by = CASE WHEN becomes <> 'sent-back' THEN NEW.person_id END
   WHERE r.shop_id = NEW.shop_id AND r.id = NEW.request_id;
  RETURN NEW;
END $$;
