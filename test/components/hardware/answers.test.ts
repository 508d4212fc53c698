import * as assert from "node:assert/strict";
import { netmask } from "../../../components/hardware/answers/installation.js";
import { patchProducts } from "../../../components/service/patchProducts.js";
import { endInstallation } from "../../../simulator/physical/installer.js";
import { newHardware } from "../../../simulator/physical/newHardware.js";
import { serial, told, uuid } from "./bench.js";

const endedAt = `https://install.example.edu/machines/${serial}/done`;

describe("what an installation is told", () => {
  for (const product of patchProducts) {
    it(`has an installer of ${product} use the system drive only, and say that it ended`, () => {
      const machine = newHardware(serial, uuid);
      const answers = Object.entries(told(product, endedAt));
      const files = new Map(
        answers.map(([name, text]) => [
          `/${serial}/answers/${name}`,
          text.replaceAll("@ATTEMPT@", "attempt-1"),
        ]),
      );
      endInstallation(machine, files);
      assert.deepEqual(machine.installed, {
        ...{ attempt: "attempt-1", name: "db", address: "10.9.3.21" },
        isWindows: product.startsWith("windows"),
      });
      assert.deepEqual(
        machine.drives.map(({ holds }) => holds),
        ["db attempt-1", ""],
      );
      const all = answers.map(([, text]) => text).join("\n");
      assert.match(all, /PUT --data-binary @ATTEMPT@ https:\/\/install/);
      assert.match(all, /poweroff|shutdown \/s/);
    });
  }

  it("is JSON and XML where it says so", () => {
    const ubuntu = told("ubuntu-24.04", endedAt)["user-data"] ?? "";
    assert.ok(ubuntu.startsWith("#cloud-config\n"));
    const { autoinstall } = JSON.parse(ubuntu.split("\n").slice(1).join("\n"));
    assert.deepEqual(autoinstall.storage.layout.match, { serial: `*${serial}-D1` });
    const windows = told("windows-server-2022", endedAt)["autounattend.xml"] ?? "";
    assert.match(windows, /<Identifier>B8-83-03-00-42-01<\/Identifier>/);
    assert.match(windows, /<TimeZone>W\. Europe Standard Time<\/TimeZone>/);
    assert.doesNotMatch(windows, /password/i);
  });

  it("knows the masks of networks", () => {
    const plan = {
      static: { from: "10.0.0.1", to: "10.0.0.2" },
      gateway: "10.0.0.1",
      dnsServers: [],
    };
    const masks = ["10.0.0.0/8", "10.0.0.0/20", "10.0.0.0/25", "10.0.0.0/32"].map((cidr) =>
      netmask({ cidr, ...plan }),
    );
    assert.deepEqual(masks, ["255.0.0.0", "255.255.240.0", "255.255.255.128", "255.255.255.255"]);
  });
});
