/** The walls between the rooms: which folder may import which. */
const rooms = "^(components|infra|stacks|policies|cli|simulator|test|bench)/";

/** What a room may import besides itself and packages. */
const doors = {
  "components/service": [],
  components: ["components"],
  // Compilers are pure: with them a file says where a platform cannot keep a window or a backup.
  stacks: ["components/service", "components/patching/compile", "components/backup/compile"],
  policies: ["components/service"],
  simulator: [],
  infra: ["stacks", "components"],
  cli: ["stacks", "components", "simulator", "policies"],
};

const wall = ([room, open]) => ({
  name: `walls-of-${room.replace("/", "-")}`,
  comment: `${room} may import only itself${open.map((door) => `, ${door}`).join("")} and packages`,
  severity: "error",
  from: { path: `^${room}/` },
  to: { path: rooms, pathNot: [room, ...open].map((door) => `^${door}/`) },
});

module.exports = {
  forbidden: [
    ...Object.entries(doors).map(wall),
    {
      name: "nothing-imports-bench",
      comment: "figures depend on the product, never the product on figures",
      severity: "error",
      from: { path: rooms, pathNot: "^(bench|test)/" },
      to: { path: "^bench/" },
    },
    {
      name: "service-is-pure",
      comment: "the words of the service know nothing of Pulumi",
      severity: "error",
      from: { path: "^(components/service|stacks)/" },
      to: { path: "@pulumi/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-undeclared-packages",
      severity: "error",
      from: { path: rooms },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-development-packages-in-the-product",
      severity: "error",
      from: { path: "^(components|infra|stacks/schema|simulator)/", pathNot: "/generate" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "npm-peer"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|sdks)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
  },
};
