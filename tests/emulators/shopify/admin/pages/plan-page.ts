import { plans, pricingOf } from "../../pricing.ts";
import { type Html, html } from "../html.ts";
import { layout } from "../layout.ts";
import type { Visit } from "../visit.ts";

/** The page on which Shopify lets a shop choose among an app's plans; the app has no part in it. */
export function planPage(visit: Visit): Html {
  const { shop, world, base } = visit;
  const { subscription, isDevelopmentStore } = pricingOf(shop);
  const here = `${base}/charges/${world.app.handle}/pricing_plans`;
  const cards = plans.map((plan) => {
    const isChosen = plan.handle === (subscription?.planHandle ?? "free");
    return html`<section class="card">
  <h2>${plan.name}</h2>
  <p><strong>$${plan.price}</strong> every 30 days</p>
  <p>${plan.holds}</p>
  <button class="button" type="submit" name="plan" value="${plan.handle}"${isChosen ? html` disabled` : ""}>
    ${isChosen ? "Your plan" : `Choose ${plan.name}`}
  </button>
</section>`;
  });
  const content = html`<div class="page"><h1>Plans of ${world.app.title}</h1>
<form method="post" action="${here}">
  ${cards}
  <section class="card">
    <h2>This store</h2>
    <p>${
      isDevelopmentStore
        ? "A development store: apps are tried out here, and nobody is charged."
        : "A store that sells: the plan above counts."
    }</p>
    <button class="button" type="submit" name="development" value="${isDevelopmentStore ? "no" : "yes"}">
      ${isDevelopmentStore ? "Let it be a store that sells" : "Make it a development store"}
    </button>
  </section>
</form>
<p><a href="${base}/apps/${world.app.handle}/app">Back to ${world.app.title}</a></p>
</div>`;
  return layout(visit, { title: "Plans", at: "app", content });
}
