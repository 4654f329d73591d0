import type { Scenario } from "./scenario.ts";

const shelf = 7400000001;

/** The neighbour: whatever belongs here must never be seen or touched from another shop. */
export const otherShop: Scenario = {
  handle: "other-shop",
  id: 600005,
  name: "Other Shop",
  email: "hello@other-shop.example",
  plan: "basic",
  currency: "EUR",
  timeZone: "Europe/Paris",
  staff: [
    {
      id: 9400001,
      firstName: "Otis",
      lastName: "Owner",
      email: "otis@other-shop.example",
      accountOwner: true,
    },
    { id: 9400002, firstName: "Mia", lastName: "Manager", email: "mia@other-shop.example" },
  ],
  locations: [{ id: shelf, name: "Shelf" }],
  products: [
    {
      id: 8400000001,
      title: "Blue mug",
      productType: "Mugs",
      picture: { shape: "mug", color: "#3b6fb6" },
      variants: [
        {
          id: 4800000001,
          itemId: 4900000001,
          sku: "MUG-BLUE",
          price: "11.00",
          cost: "4.10",
          levels: [{ locationId: shelf, available: 40 }],
        },
      ],
    },
  ],
};
