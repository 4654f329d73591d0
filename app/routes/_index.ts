import { type LoaderFunctionArgs, redirect } from "@remix-run/node";

/** Shopify opens the app at its address; the app lives below `/app`. */
export const loader = ({ request }: LoaderFunctionArgs) => redirect(`/app${new URL(request.url).search}`);
