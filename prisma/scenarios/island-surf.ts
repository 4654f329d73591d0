import type { Scenario } from "./scenario.ts";

const beach = 7300000001;
const warehouse = 7300000002;

/** A large plan, in a zone ten hours behind UTC. */
export const islandSurf: Scenario = {
  handle: "island-surf",
  id: 600004,
  name: "Island Surf",
  email: "hello@island-surf.example",
  plan: "plus",
  currency: "USD",
  timeZone: "Pacific/Honolulu",
  staff: [
    {
      id: 9300001,
      firstName: "Leilani",
      lastName: "Owner",
      email: "leilani@island-surf.example",
      accountOwner: true,
    },
    { id: 9300002, firstName: "Kai", lastName: "Manager", email: "kai@island-surf.example" },
  ],
  locations: [
    { id: beach, name: "Beach hut" },
    { id: warehouse, name: "Warehouse" },
  ],
  products: [
    {
      id: 8300000001,
      title: "Rash guard",
      productType: "Clothing",
      picture: { shape: "shirt", color: "#1f7a8c" },
      variants: ["Small", "Medium", "Large"].map((size, at) => ({
        id: 4600000001 + at,
        itemId: 4700000001 + at,
        options: { Size: size },
        sku: `RASH-${size.charAt(0)}`,
        price: "45.00",
        cost: "17.10",
        levels: [
          { locationId: beach, available: 6 + at },
          { locationId: warehouse, available: 120 },
        ],
      })),
    },
    {
      id: 8300000002,
      title: "Board wax",
      productType: "Care",
      picture: { shape: "card", color: "#e2c044" },
      variants: [
        {
          id: 4600000010,
          itemId: 4700000010,
          sku: "WAX",
          barcode: "0012345678905",
          price: "4.00",
          cost: "0.875",
          levels: [
            { locationId: beach, available: 300 },
            { locationId: warehouse, available: 5000 },
          ],
        },
      ],
    },
  ],
};
