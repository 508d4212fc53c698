import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const estate = readFileSync("stacks/library.estate.yaml", "utf8");

/** `path: message → fix` of the problems of an edited estate and catalog. */
function told(edit: (text: string) => string, offer: (text: string) => string = (text) => text) {
  const [edited, offered] = [edit(estate), offer(catalog)];
  assert.ok(edited !== estate || offered !== catalog, "nothing was edited");
  return withFolder({ "catalog.yaml": offered, "a.estate.yaml": edited }, (folder) =>
    problemsOf(() => readEstate(folder, "a")).map(
      ({ line, path, message, fix }) => `${line > 1} ${path}: ${message} → ${fix}`,
    ),
  );
}

const replaced = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);
const same = (text: string) => text;

describe("a server on Azure", () => {
  it("is read with its image, its network and the machine type of its size", () => {
    const { estate: library } = readEstate("stacks", "library");
    const server = library.servers.find(({ name }) => name === "theses-win-1");
    assert.equal(server?.platform === "azure" && server.machineType, "Standard_D4s_v5");
    assert.equal(server?.platform === "azure" && server.image.azure.offer, "WindowsServer");
    assert.deepEqual(library.azure, {
      subscription: "3d3d3d3d-0000-4000-8000-000000000003",
      location: "germanywestcentral",
    });
  });

  it("needs the subscription and the location of the estate", () => {
    const found = told(replaced(/azure:\n {2}subscription.*\n {2}location.*\n/, ""));
    assert.equal(found.length, 1);
    assert.match(found[0] ?? "", / azure: is missing, and exhibits-web-1 stands on Azure → Add/);
  });

  it("stands in a network of the estate's own subscription", () => {
    const found = told(replaced("network: azure-library", "network: azure-chemistry"));
    assert.match(
      found.join("\n"),
      /^true servers.exhibits-web-1.network: "azure-chemistry" is a network of the subscription 2c2c/,
    );
  });

  it("has a subscription that is a UUID, and the spelling is put right", () => {
    const found = told(replaced("subscription: 3d3d3d3d", "subscription: 3D3D3D3D"));
    assert.match(found.join(), /azure.subscription: .*is not.*3d3d3d3d-0000/);
    assert.match(told(replaced("location: germany", "location: Germany ")).join(), /germanywestc/);
  });

  it("asks for the exact size of a machine type", () => {
    const edit = (text: string) =>
      text.replace(/(exhibits-web-1:[\s\S]*?)memory: 8 GiB/, "$1memory: 9 GiB");
    assert.match(
      told(edit).join(),
      /servers.exhibits-web-1.memory: 2 CPUs with 9 GiB is not a size that the catalog offers on Azure/,
    );
  });

  it("has disks that Azure can make", () => {
    assert.match(
      told(replaced("media: { size: 500 GiB }", "media: { size: 32 TiB }")).join(),
      /disks.media.size: 32 TiB is not a size of a disk on Azure → Write "32767 GiB"/,
    );
    assert.match(
      told(replaced("system: { size: 128 GiB }", "system: { size: 4 TiB }")).join(),
      /disks.system.size: 4 TiB is not a size of a system disk on Azure → Write "4095 GiB"/,
    );
    assert.deepEqual(told(replaced("media: { size: 500 GiB }", "media: { size: 32767 GiB }")), []);
  });

  it("has no more disks than its machine type holds", () => {
    const few = replaced(
      "Standard_D2s_v5: { cpus: 2, memory: 8 GiB, dataDisks: 4 }",
      "Standard_D2s_v5: { cpus: 2, memory: 8 GiB, dataDisks: 0 }",
    );
    assert.match(
      told(same, few).join(),
      /servers.exhibits-web-1.disks: 1 disks besides "system" are too many for Standard_D2s_v5/,
    );
  });

  it("has a name that its disks can carry, and a shorter one on Windows", () => {
    const name = `a${"b".repeat(59)}`;
    assert.match(
      told(replaced("exhibits-web-1:", `${name}:`)).join(),
      /has 60 characters and the server stands on Azure/,
    );
    assert.match(
      told(replaced("theses-win-1:", "theses-windows-1:")).join(),
      /has 16 characters and the server runs Windows/,
    );
  });

  it("has an image that exists on Azure", () => {
    const gone = replaced(/ {4}azure: \{ publisher: Debian.*\n/, "");
    assert.match(told(same, gone).join(), /"debian-12" does not exist on Microsoft Azure/);
  });
});

describe("what Azure offers", () => {
  const offer = (from: string | RegExp, to: string) => told(same, replaced(from, to)).join();

  it("has one machine type for each size", () => {
    assert.match(
      offer(
        "Standard_D4s_v5: { cpus: 4, memory: 16 GiB",
        "Standard_D4s_v5: { cpus: 2, memory: 8 GiB",
      ),
      /machineTypes.Standard_D4s_v5: "Standard_D4s_v5" has the same size as "Standard_D2s_v5"/,
    );
  });

  it("knows no administrators that Azure refuses, no other disks and no private keys", () => {
    assert.match(offer("name: comanaged\n", "name: administrator\n"), /administrator.name: /);
    assert.match(offer("type: Premium_LRS", "type: UltraSSD_LRS"), /fast.type: /);
    assert.match(offer(/sshPublicKey: .*/, "sshPublicKey: secret"), /sshPublicKey: /);
    assert.match(offer("Standard_E4s_v5", "E4s_v5"), /machineTypes.E4s_v5/);
    assert.match(offer(/subnet: .subscriptions.2c2c.*/, "subnet: servers"), /azure-chemistry/);
  });
});
