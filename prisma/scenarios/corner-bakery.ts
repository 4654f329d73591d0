import type { Scenario, ScenarioProduct } from "./scenario.ts";

const oven = 7500000001;
const market = 7500000002;

/** Spoils every day: bread of yesterday, cream in the heat, a freezer that stood still over a weekend. */
export const cornerBakery: Scenario = {
  handle: "corner-bakery",
  id: 600006,
  name: "Corner Bakery",
  email: "hello@corner-bakery.example",
  plan: "grow",
  currency: "USD",
  timeZone: "America/Chicago",
  staff: [
    {
      id: 9500001,
      firstName: "Grace",
      lastName: "Owner",
      email: "grace@corner-bakery.example",
      accountOwner: true,
    },
    { id: 9500002, firstName: "Hank", lastName: "Manager", email: "hank@corner-bakery.example" },
    {
      id: 9500003,
      firstName: "Ivy",
      lastName: "Assistant",
      email: "ivy@corner-bakery.example",
      mayChangeInventory: false,
      seesCosts: false,
    },
  ],
  locations: [
    { id: oven, name: "Oven street" },
    { id: market, name: "Farmers market" },
  ],
  products: [
    baked(1, "Sourdough loaf", "Bread", "2.85", "#b5803f", "Corner Bakery"),
    baked(2, "Rye loaf", "Bread", "2.40", "#6b4a2b", "Corner Bakery"),
    baked(3, "Butter croissant", "Pastry", "0.95", "#d9a441", "Corner Bakery"),
    baked(4, "Cinnamon roll", "Pastry", "1.10", "#a4663a", "Corner Bakery"),
    baked(5, "Cheesecake, whole", "Cake", "9.60", "#f0d9a8", "Corner Bakery"),
    baked(6, "Carrot cake, whole", "Cake", "8.75", "#d98a4e", "Corner Bakery"),
    baked(7, "Cream, one litre", "Dairy", "3.15", "#e8e4da", "Valley Dairy"),
    baked(8, "Butter, block", "Dairy", "4.20", "#f1d36b", "Valley Dairy"),
    baked(9, "Frozen berries, bag", "Frozen", "6.40", "#7a2e4d", "Northern Fruit"),
  ],
};

function baked(
  number: number,
  title: string,
  productType: string,
  cost: string,
  color: string,
  vendor: string,
): ScenarioProduct {
  return {
    id: 8500000000 + number,
    title,
    productType,
    vendor,
    picture: { shape: "box", color },
    variants: [
      {
        id: 4800000000 + number,
        itemId: 4810000000 + number,
        sku: `BAKE-${number}`,
        barcode: `400000000${1000 + number}`,
        price: (Number(cost) * 2.6).toFixed(2),
        cost,
        levels: [
          { locationId: oven, available: 2400 },
          { locationId: market, available: 900 },
        ],
      },
    ],
  };
}
