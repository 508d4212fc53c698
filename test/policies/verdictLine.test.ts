import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Field } from "../../policies/framework/field.js";
import {
  parseVerdict,
  renderVerdict,
  severities,
  verdicts,
} from "../../policies/framework/verdictLine.js";

describe("A verdict in a policy event", () => {
  it("reads as a sentence", () => {
    const text = renderVerdict({
      rule: "NET-01",
      verdict: "excepted",
      severity: "critical",
      path: "ingress[0], ingress[2]",
      message: "port 22 (SSH) is open to the Internet",
      fix: "Name your own networks.",
      exception: "CHG-4711 until 2027-01-31",
    });
    assert.equal(
      text,
      "excepted NET-01 (critical) at ingress[0], ingress[2]: port 22 (SSH) is open to the " +
        "Internet. Excepted by CHG-4711 until 2027-01-31. To fix: Name your own networks.",
    );
  });

  it("is read back whatever the keys of its path are", () => {
    const words = fc.stringMatching(/^[a-z][a-z :("',>-]{0,30}$/).map((text) => text.trim());
    const key = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("a: b", 'c"d', "e, f"));
    const verdict = fc.record(
      {
        rule: fc.constantFrom("NET-01", "CLS-02"),
        verdict: fc.constantFrom(...verdicts),
        severity: fc.constantFrom(...severities),
        path: fc
          .array(fc.array(key, { minLength: 1, maxLength: 3 }), { maxLength: 3 })
          .map((paths) =>
            paths.map((keys) => keys.reduce((f, k) => f.get(k), new Field({})).path).join(", "),
          ),
        message: words,
        fix: words,
        exception: words,
      },
      {
        requiredKeys: ["rule", "verdict", "severity", "path", "message", "fix"],
        noNullPrototype: true,
      },
    );
    fc.assert(
      fc.property(verdict, (one) => {
        const event = `<{%note%}>The title.\n${renderVerdict(one)}<{%reset%}>\n`;
        assert.deepEqual(parseVerdict(event), one);
      }),
    );
  });

  it("is not seen in the message of another pack", () => {
    assert.equal(parseVerdict("Prohibits public buckets.\nfail: NET-01"), undefined);
  });
});
