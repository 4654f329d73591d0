import type { Scenario } from "./scenario.ts";

const counter = 7100000001;
const store = 7100000002;

/** A currency without decimals, in a zone thirteen hours ahead of UTC. */
export const yenCafe: Scenario = {
  handle: "yen-cafe",
  id: 600002,
  name: "Yen Café",
  email: "hello@yen-cafe.example",
  plan: "grow",
  currency: "JPY",
  timeZone: "Pacific/Tongatapu",
  staff: [
    { id: 9100001, firstName: "Yuki", lastName: "Owner", email: "yuki@yen-cafe.example", accountOwner: true },
    {
      id: 9100002,
      firstName: "Sione",
      lastName: "Assistant",
      email: "sione@yen-cafe.example",
      mayChangeInventory: false,
    },
  ],
  locations: [
    { id: counter, name: "Counter" },
    { id: store, name: "Store room" },
  ],
  products: [
    {
      id: 8100000001,
      title: "House blend",
      productType: "Coffee",
      picture: { shape: "box", color: "#6b4226" },
      variants: [
        {
          id: 4200000001,
          itemId: 4300000001,
          options: { Weight: "250 g" },
          sku: "COFFEE-250",
          price: "1200",
          cost: "430",
          levels: [
            { locationId: counter, available: 20 },
            { locationId: store, available: 80 },
          ],
        },
        {
          id: 4200000002,
          itemId: 4300000002,
          options: { Weight: "1 kg" },
          sku: "COFFEE-1000",
          price: "4200",
          cost: "1583.5",
          levels: [{ locationId: store, available: 15 }],
        },
      ],
    },
    {
      id: 8100000002,
      title: "Matcha bowl",
      productType: "Bowls",
      picture: { shape: "mug", color: "#7a9e3a" },
      variants: [
        {
          id: 4200000003,
          itemId: 4300000003,
          sku: "BOWL",
          price: "3800",
          levels: [{ locationId: counter, available: 4 }],
        },
      ],
    },
  ],
};
