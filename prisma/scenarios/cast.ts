import { cornerBakery } from "./corner-bakery.ts";
import { dinarSouk } from "./dinar-souk.ts";
import { islandSurf } from "./island-surf.ts";
import { modaNorte } from "./moda-norte.ts";
import { mugShop } from "./mug-shop.ts";
import { otherShop } from "./other-shop.ts";
import type { Scenario } from "./scenario.ts";
import { yenCafe } from "./yen-cafe.ts";

/** Every named shop; the first is the one a demo opens. */
export const cast: Scenario[] = [mugShop, cornerBakery, modaNorte, yenCafe, dinarSouk, islandSurf, otherShop];
