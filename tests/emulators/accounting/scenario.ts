/** A named little company in somebody else's accounting system: plain data, the words are each vendor's. */
export type BookScenario = {
  /** Makes the vendor's id of the organisation. */
  number: number;
  name: string;
  /** ISO 3166, two letters. */
  country: string;
  /** ISO 4217. */
  currency: string;
  timeZone: string;
  multiCurrency?: boolean;
  lockDate?: string;
  /** Whether the book counts stock itself. */
  tracksStock?: boolean;
  accounts: ScenarioAccount[];
  dimensions?: ScenarioDimension[];
};

export type AccountClass =
  | "inventory"
  | "current-asset"
  | "bank"
  | "receivable"
  | "payable"
  | "liability"
  | "equity"
  | "income"
  | "cost-of-sales"
  | "expense";

export type ScenarioAccount = {
  code: string;
  name: string;
  kind: AccountClass;
  active?: boolean;
  currency?: string;
};

export type ScenarioDimension = { name: string; options: string[]; tracked?: boolean };
