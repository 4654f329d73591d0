const TOTALS = ["place_total", "item_total", "trade_total"];

/** Each finds what the kept totals and the sums of lines do not have in common. */
export const totalsAreSums = Object.fromEntries(
  TOTALS.map((name) => [
    `${name} is the sum of its lines`,
    `(SELECT 'kept' AS side, to_jsonb(t) AS row FROM ${name} t
      EXCEPT SELECT 'kept', to_jsonb(s) FROM ${name}_summed s)
     UNION ALL
     (SELECT 'summed', to_jsonb(s) FROM ${name}_summed s EXCEPT SELECT 'summed', to_jsonb(t) FROM ${name} t)`,
  ]),
);
