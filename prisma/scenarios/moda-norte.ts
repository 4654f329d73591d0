import type { Scenario, ScenarioPicture, ScenarioVariant } from "./scenario.ts";

const centro = 7600000001;
const plaza = 7600000002;
const bodega = 7600000003;

/** A fashion shop that reads Spanish: theft in the changing rooms, and a season that ends. */
export const modaNorte: Scenario = {
  handle: "moda-norte",
  id: 600007,
  name: "Moda Norte",
  email: "hola@moda-norte.example",
  plan: "advanced",
  currency: "MXN",
  timeZone: "America/Monterrey",
  staff: [
    {
      id: 9600001,
      firstName: "Jimena",
      lastName: "Propietaria",
      email: "jimena@moda-norte.example",
      accountOwner: true,
      locale: "es-MX",
    },
    {
      id: 9600002,
      firstName: "Luis",
      lastName: "Gerente",
      email: "luis@moda-norte.example",
      locale: "es-MX",
    },
    {
      id: 9600003,
      firstName: "Marta",
      lastName: "Vendedora",
      email: "marta@moda-norte.example",
      locale: "es-MX",
      mayChangeInventory: false,
      seesCosts: false,
    },
  ],
  locations: [
    { id: centro, name: "Centro" },
    { id: plaza, name: "Plaza Norte" },
    { id: bodega, name: "Bodega" },
  ],
  products: [
    garment(1, "Vestido de lino", "Vestidos", "412.50", ["Chico", "Mediano", "Grande"], "#c9b79c"),
    garment(2, "Chamarra de mezclilla", "Chamarras", "538.00", ["Chico", "Mediano", "Grande"], "#3f5f8a"),
    garment(3, "Abrigo de invierno", "Chamarras", "1190.00", ["Mediano", "Grande"], "#4a4a52"),
    garment(4, "Playera básica", "Playeras", "74.90", ["Chico", "Mediano", "Grande"], "#d7d2c8"),
    garment(5, "Cinturón de piel", "Accesorios", "166.00", ["Único"], "#7a4b2a"),
    garment(6, "Bufanda de lana", "Accesorios", "128.25", ["Único"], "#9c2f3f"),
  ],
};

function garment(
  number: number,
  title: string,
  productType: string,
  cost: string,
  sizes: string[],
  color: string,
) {
  const picture: ScenarioPicture = { shape: "shirt", color };
  const variants = sizes.map((size, at): ScenarioVariant => {
    const id = number * 10 + at;
    return {
      id: 4900000000 + id,
      itemId: 4910000000 + id,
      ...(sizes.length > 1 ? { options: { Talla: size } } : {}),
      sku: `MN-${number}-${size.charAt(0)}`,
      barcode: `750000000${1000 + id}`,
      price: (Number(cost) * 2.4).toFixed(2),
      cost,
      levels: [
        { locationId: centro, available: 60 + at * 5 },
        { locationId: plaza, available: 45 },
        { locationId: bodega, available: 320 },
      ],
    };
  });
  const vendor = number === 5 || number === 6 ? "Talabartería Sur" : "Textiles del Norte";
  return { id: 8600000000 + number, title, productType, vendor, picture, variants };
}
