import { type AdminDocument, page } from "./document.ts";

type Variables = { after: string | null };

const LOCATIONS_PER_PAGE = 100;

export const LOCATIONS: AdminDocument<Variables> = {
  name: "Locations",
  text: `query Locations($after: String) {
  locations(first: ${LOCATIONS_PER_PAGE}, after: $after, includeInactive: true, includeLegacy: true) {
    pageInfo { hasNextPage endCursor }
    nodes { id name isActive isFulfillmentService }
  }
}`,
  points: () => page(LOCATIONS_PER_PAGE, 1) + 1,
};

/** All that is left where everything but the id is denied: the active ones are listed, the others are not. */
export const LOCATION_IDS: AdminDocument<Variables> = {
  name: "LocationIds",
  text: `query LocationIds($after: String) {
  locations(first: ${LOCATIONS_PER_PAGE}, after: $after, includeLegacy: true) {
    pageInfo { hasNextPage endCursor }
    nodes { id }
  }
}`,
  points: () => page(LOCATIONS_PER_PAGE, 1) + 1,
};
