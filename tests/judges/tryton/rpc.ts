/** Tryton's JSON-RPC as its clients speak it: one address a database, a session that goes with every call. */
export type Rpc = (method: string, ...params: unknown[]) => Promise<unknown>;

export class TrytonRefused extends Error {
  override readonly name = "TrytonRefused";
}

export async function signIn(url: string, database: string, password: string): Promise<Rpc> {
  const address = `${url}/${database}/`;
  const [user, session] = (await call(address, {}, "common.db.login", ["admin", { password }, "en"])) as [
    number,
    string,
  ];
  const authorization = `Session ${Buffer.from(`admin:${user}:${session}`).toString("base64")}`;
  return (method, ...params) => call(address, { authorization }, method, params);
}

async function call(
  address: string,
  headers: Record<string, string>,
  method: string,
  params: unknown[],
): Promise<unknown> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ id: 1, method, params }),
    signal: AbortSignal.timeout(60_000),
  });
  if (!answer.ok) throw new TrytonRefused(`${method}: HTTP ${answer.status}`);
  const { result, error } = (await answer.json()) as { result?: unknown; error?: unknown };
  if (error) throw new TrytonRefused(`${method}: ${JSON.stringify(error).slice(0, 400)}`);
  return result;
}

export function decimal(amount: string) {
  return { __class__: "Decimal", decimal: amount };
}

export function date(day: string) {
  const [year, month, date] = day.split("-").map(Number);
  return { __class__: "date", year, month, day: date };
}
