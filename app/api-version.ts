/** The Admin API's version: for the server, for the documents, and (a test compares) for shopify.app.toml. */
export const API_VERSION = "2026-10";
