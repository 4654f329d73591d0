// A browser that blocks third-party storage throws at the very mention of it inside the admin's frame, and the
// framework mentions it on every page. Scroll positions that last as long as the page are enough.
try {
  window.sessionStorage;
} catch {
  const kept = new Map();
  const sessionStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, String(value)),
    removeItem: (key) => void kept.delete(key),
  };
  Object.defineProperty(window, "sessionStorage", { value: sessionStorage });
}
