import type { BookScenario, ScenarioAccount } from "./scenario.ts";

const chart: ScenarioAccount[] = [
  { code: "1000", name: "Current account", kind: "bank" },
  { code: "1100", name: "Trade debtors", kind: "receivable" },
  { code: "1200", name: "Stock on hand", kind: "inventory" },
  { code: "1210", name: "Stock allowance", kind: "current-asset" },
  { code: "1300", name: "Claims receivable", kind: "current-asset" },
  { code: "2000", name: "Trade creditors", kind: "payable" },
  { code: "2200", name: "Sales tax payable", kind: "liability" },
  { code: "3000", name: "Retained earnings", kind: "equity" },
  { code: "4000", name: "Sales", kind: "income" },
  { code: "5000", name: "Cost of goods sold", kind: "cost-of-sales" },
  { code: "5100", name: "Shrinkage: damaged", kind: "cost-of-sales" },
  { code: "5110", name: "Shrinkage: expired", kind: "cost-of-sales" },
  { code: "5120", name: "Shrinkage: theft", kind: "cost-of-sales" },
  { code: "5190", name: "Old shrinkage", kind: "cost-of-sales", active: false },
  { code: "6300", name: "Stock written down", kind: "expense" },
  { code: "6400", name: "Donations", kind: "expense" },
];

const places = [
  { name: "Department", options: ["Main street", "Back room"] },
  { name: "Class", options: ["Mugs", "Plates", "Textiles"] },
];

/** The books of the shops in prisma/scenarios, and one with something of everything. */
export const mugBooks: BookScenario = {
  number: 1,
  name: "Mug Shop GmbH",
  country: "DE",
  currency: "EUR",
  timeZone: "Europe/Berlin",
  accounts: chart,
  dimensions: places,
};

export const yenBooks: BookScenario = {
  number: 2,
  name: "Yen Cafe KK",
  country: "JP",
  currency: "JPY",
  timeZone: "Asia/Tokyo",
  accounts: chart,
};

export const dinarBooks: BookScenario = {
  number: 3,
  name: "Dinar Souk WLL",
  country: "KW",
  currency: "KWD",
  timeZone: "Asia/Kuwait",
  accounts: chart,
};

export const surfBooks: BookScenario = {
  number: 4,
  name: "Island Surf Inc",
  country: "US",
  currency: "USD",
  timeZone: "America/Los_Angeles",
  multiCurrency: true,
  tracksStock: true,
  accounts: [
    ...chart,
    { code: "1010", name: "Euro account", kind: "bank", currency: "EUR" },
    { code: "1205", name: "Tracked stock", kind: "inventory" },
  ],
  dimensions: places,
};

export const bookCast: BookScenario[] = [mugBooks, yenBooks, dinarBooks, surfBooks];
