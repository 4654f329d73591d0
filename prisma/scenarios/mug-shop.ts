import type { Scenario } from "./scenario.ts";

const mainStreet = 7000000001;
const backRoom = 7000000002;
const oldCellar = 7000000003;
const parcelHouse = 7000000004;

/** The demo's shop: one of everything that can go wrong with a shelf. */
export const mugShop: Scenario = {
  handle: "mug-shop",
  id: 600001,
  name: "Mug Shop",
  email: "hello@mug-shop.example",
  plan: "basic",
  currency: "EUR",
  timeZone: "Europe/Berlin",
  staff: [
    {
      id: 9000001,
      firstName: "Olivia",
      lastName: "Owner",
      email: "olivia@mug-shop.example",
      accountOwner: true,
    },
    { id: 9000002, firstName: "Max", lastName: "Manager", email: "max@mug-shop.example" },
    {
      id: 9000003,
      firstName: "Ava",
      lastName: "Assistant",
      email: "ava@mug-shop.example",
      mayChangeInventory: false,
    },
    { id: 9000004, firstName: "Ben", lastName: "Assistant", email: "ben@mug-shop.example", seesCosts: false },
  ],
  locations: [
    { id: mainStreet, name: "Main street" },
    { id: backRoom, name: "Back room" },
    { id: oldCellar, name: "Old cellar", active: false },
    { id: parcelHouse, name: "Parcel House", fulfillmentService: "Parcel House" },
  ],
  products: [
    {
      id: 8000000001,
      title: "Blue mug",
      vendor: "Kiln & Co",
      productType: "Mugs",
      picture: { shape: "mug", color: "#3b6fb6" },
      variants: [
        {
          id: 4000000001,
          itemId: 4100000001,
          sku: "MUG-BLUE",
          barcode: "4006381333931",
          price: "12.00",
          cost: "4.50",
          levels: [
            { locationId: mainStreet, available: 40 },
            { locationId: backRoom, available: 12 },
            { locationId: oldCellar, available: 3 },
            { locationId: parcelHouse, available: 100 },
          ],
        },
      ],
    },
    {
      id: 8000000002,
      title: "Stoneware plate",
      vendor: "Kiln & Co",
      productType: "Plates",
      picture: { shape: "plate", color: "#8a9a5b" },
      variants: [
        {
          id: 4000000002,
          itemId: 4100000002,
          options: { Size: "Small", Glaze: "Moss" },
          sku: "PLATE-S-MOSS",
          barcode: "4006381333948",
          price: "14.00",
          cost: "5.25",
          levels: [
            { locationId: mainStreet, available: 18, safetyStock: 2 },
            { locationId: backRoom, available: 24 },
          ],
        },
        {
          id: 4000000003,
          itemId: 4100000003,
          options: { Size: "Large", Glaze: "Moss" },
          sku: "PLATE-L-MOSS",
          price: "19.00",
          cost: "7.333",
          levels: [
            { locationId: mainStreet, available: 7 },
            { locationId: backRoom, available: 9, damaged: 2 },
          ],
        },
        {
          id: 4000000004,
          itemId: 4100000004,
          options: { Size: "Large", Glaze: "Sand" },
          sku: "PLATE-L-SAND",
          price: "19.00",
          cost: "7.40",
          picture: { shape: "plate", color: "#d9c29c" },
          levels: [{ locationId: mainStreet, available: 1 }],
        },
      ],
    },
    {
      id: 8000000003,
      title: "Sample tin",
      productType: "Samples",
      picture: { shape: "box", color: "#b65f3b" },
      variants: [
        {
          id: 4000000005,
          itemId: 4100000005,
          sku: "TIN-SAMPLE",
          price: "0.00",
          levels: [{ locationId: mainStreet, available: 25 }],
        },
      ],
    },
    {
      id: 8000000004,
      title: "Gift wrapping",
      productType: "Services",
      picture: { shape: "box", color: "#c94f7c" },
      variants: [
        {
          id: 4000000006,
          itemId: 4100000006,
          sku: "WRAP",
          price: "3.00",
          tracked: false,
          requiresShipping: false,
          levels: [{ locationId: mainStreet, available: 0 }],
        },
      ],
    },
    {
      id: 8000000005,
      title: "Breakfast set",
      productType: "Sets",
      picture: { shape: "box", color: "#6f5bb6" },
      variants: [
        {
          id: 4000000007,
          itemId: 4100000007,
          sku: "SET-BREAKFAST",
          price: "38.00",
          components: [
            { variantId: 4000000001, quantity: 2 },
            { variantId: 4000000002, quantity: 1 },
          ],
        },
      ],
    },
    {
      id: 8000000006,
      title: "Tea towel",
      productType: "Textiles",
      picture: { shape: "shirt", color: "#4f8f8f" },
      variants: [
        {
          id: 4000000008,
          itemId: 4100000008,
          options: { Colour: "White" },
          sku: "TOWEL",
          price: "9.00",
          cost: "2.10",
          levels: [{ locationId: mainStreet, available: 30 }],
        },
        {
          id: 4000000009,
          itemId: 4100000009,
          options: { Colour: "Grey" },
          sku: "TOWEL",
          price: "9.00",
          cost: "2.20",
          levels: [{ locationId: mainStreet, available: 16 }],
        },
      ],
    },
    {
      id: 8000000007,
      title: "Oversold bottle",
      productType: "Bottles",
      picture: { shape: "bottle", color: "#2f855a" },
      variants: [
        {
          id: 4000000010,
          itemId: 4100000010,
          sku: "BOTTLE",
          price: "24.00",
          cost: "11.00",
          levels: [
            { locationId: mainStreet, available: -3, committed: 5 },
            { locationId: backRoom, available: 6 },
          ],
        },
      ],
    },
    {
      id: 8000000008,
      title: "Red mug",
      vendor: "Kiln & Co",
      productType: "Mugs",
      picture: { shape: "mug", color: "#c0392b" },
      variants: [
        {
          id: 4000000011,
          itemId: 4100000011,
          sku: "MUG-RED",
          barcode: "4006381333955",
          price: "12.00",
          cost: "4.75",
          levels: [
            { locationId: mainStreet, available: 5, committed: 4, reserved: 1 },
            { locationId: parcelHouse, available: 60, incoming: 20 },
          ],
        },
      ],
    },
  ],
};
