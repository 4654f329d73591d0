export type Facts = {
  /** `/store/<handle>` */
  base: string;
  shop: string;
  appTitle: string;
  appUrl: string | null;
  /** `/store/<handle>/apps/<app>` */
  appBase: string;
  adminParameters: string[];
};

/** What the server told this page. */
export function pageFacts(): Facts {
  return JSON.parse(document.getElementById("facts")?.textContent ?? "null") as Facts;
}

export async function fromAdmin<T>(path: string, body?: unknown): Promise<T> {
  const options = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${pageFacts().base}${path}`, options);
  if (!response.ok) throw new Error(`The admin answered ${response.status}.`);
  return (await response.json()) as T;
}

export async function freshIdToken(): Promise<string> {
  return (await fromAdmin<{ idToken: string }>("/id-token")).idToken;
}
