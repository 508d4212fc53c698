import { allOf, holds, isGiven, not, reportIf } from "../framework/certainty.js";
import type { Finding, Rule } from "../framework/rule.js";

const library = "vsphere:index/contentLibrary:ContentLibrary";

/** Templates come from where they should, and go to nobody else. */
export const libraryAccess: Rule = {
  id: "IAM-21",
  title: "Content libraries are published with a password and fetched over TLS",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-3", "SC-8"] },
  why:
    "A library without a password gives every template to whoever finds it. One that is fetched " +
    "in clear can be exchanged on the way, and new servers with it.",
  fix:
    'Set publication.authenticationMethod to "BASIC" with a password, and start ' +
    "subscription.subscriptionUrl with https.",
  tokens: [library],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A library of one's own",
        type: library,
        inputs: { name: "templates", publication: { published: false } },
      },
    ],
    fail: [
      { title: "A library for all", type: library, inputs: { publication: { published: true } } },
    ],
  },
  *check({ inputs }): Iterable<Finding> {
    const publication = inputs.get("publication");
    const method = publication.get("authenticationMethod");
    const isGuarded = holds(method.text(), (word) => word === "BASIC");
    const published = publication.get("published");
    const isPublished = allOf(isGiven(published), not(holds(published.flag(), (on) => !on)));
    yield* reportIf(
      allOf(isPublished, not(isGuarded)),
      method,
      "everybody may fetch the templates",
    );
    const subscription = inputs.get("subscription");
    const url = subscription.get("subscriptionUrl");
    const isSafe = holds(url.text(), (text) => /^https:\/\//i.test(text));
    yield* reportIf(allOf(isGiven(subscription), not(isSafe)), url, "templates come in clear");
  },
};
