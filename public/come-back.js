// A page whose code cannot be fetched, because the app was stopped or replaced by a newer build meanwhile, looks
// alive and does nothing. It is asked for anew as soon as the app answers, at the address the person is at. What
// the first address said of shop and admin goes along: without it the app knows neither, and no frame may show it.
{
  const LATER_MS = 2_000;
  const TIMES_MOST = 3;
  const WITHIN_MS = 60_000;
  const KEY = "lossbook-came-back";
  const first = new URLSearchParams(location.search);
  let isComing = false;

  const isReady = () => fetch("/readyz", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );

  /** More often is no deploy but a fault, and a page that flickers helps nobody. */
  const mayCome = () => {
    const times = (sessionStorage.getItem(KEY) ?? "").split(" ").filter((at) => at > Date.now() - WITHIN_MS);
    sessionStorage.setItem(KEY, [...times, Date.now()].join(" "));
    return times.length < TIMES_MOST;
  };

  const comeBack = async () => {
    if (isComing) return;
    isComing = true;
    while (!(await isReady())) await new Promise((go) => setTimeout(go, LATER_MS));
    isComing = false;
    if (!mayCome()) return;
    const wanted = new URL(location.href);
    for (const name of ["shop", "host", "embedded", "locale"])
      if (first.has(name)) wanted.searchParams.set(name, first.get(name));
    // It was good for a minute; the admin makes another.
    wanted.searchParams.delete("id_token");
    wanted.hash = "";
    location.replace(wanted);
  };

  window.lossbookComeBack = comeBack;
  addEventListener(
    "error",
    ({ target }) => void (target instanceof HTMLScriptElement && target.type === "module" && comeBack()),
    true,
  );
  addEventListener(
    "unhandledrejection",
    ({ reason }) => void (/import(ed|ing a) module/i.test(reason?.message) && comeBack()),
  );
}
