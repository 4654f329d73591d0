-- A call that went unanswered may have happened in part: which of its changes did, by their places in its body.
-- NULL is all of them. The body's own length cannot be looked at here; `resolveAttempt` does.
ALTER TABLE "attempt_resolution" ADD COLUMN "changes" INTEGER[]
  CHECK (changes IS NULL OR (happened AND cardinality(changes) BETWEEN 1 AND 250 AND 0 <= ALL (changes)
    AND array_position(changes, NULL) IS NULL));
