import type { Scenario } from "./scenario.ts";

const stall = 7200000001;

/** A currency with three decimals. */
export const dinarSouk: Scenario = {
  handle: "dinar-souk",
  id: 600003,
  name: "Dinar Souk",
  email: "hello@dinar-souk.example",
  plan: "advanced",
  currency: "KWD",
  timeZone: "Asia/Kuwait",
  staff: [
    {
      id: 9200001,
      firstName: "Dana",
      lastName: "Owner",
      email: "dana@dinar-souk.example",
      accountOwner: true,
    },
    {
      id: 9200002,
      firstName: "Omar",
      lastName: "Manager",
      email: "omar@dinar-souk.example",
      seesCosts: false,
    },
  ],
  locations: [{ id: stall, name: "Stall" }],
  products: [
    {
      id: 8200000001,
      title: "Saffron tin",
      productType: "Spices",
      picture: { shape: "box", color: "#d4860b" },
      variants: [
        {
          id: 4400000001,
          itemId: 4500000001,
          sku: "SAFFRON",
          price: "6.500",
          cost: "2.125",
          levels: [{ locationId: stall, available: 50 }],
        },
      ],
    },
    {
      id: 8200000002,
      title: "Rose water",
      productType: "Bottles",
      picture: { shape: "bottle", color: "#d88fb0" },
      variants: [
        {
          id: 4400000002,
          itemId: 4500000002,
          sku: "ROSE",
          price: "1.750",
          cost: "0.333",
          levels: [{ locationId: stall, available: 200, committed: 12 }],
        },
      ],
    },
  ],
};
