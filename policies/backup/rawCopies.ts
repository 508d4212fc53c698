import { azurePairOf } from "../../components/service/backup/azurePairs.js";
import { azureName, countryInArea } from "../../components/service/backup/dataArea.js";
import { dataLevels } from "../../components/service/dataLevel.js";
import { tagKeys } from "../../components/service/tags.js";
import { type Certainty, holds } from "../framework/certainty.js";
import { demandText, inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import { type Finding, fail, type Rule, undetermined } from "../framework/rule.js";

const plan = "aws:backup/plan:Plan";
const snapshotCopy = "aws:ebs/snapshotCopy:SnapshotCopy";
const replication = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const account = "azure-native:storage:StorageAccount";
const vault = "azure-native:recoveryservices:Vault";
const backupVault = "azure-native:dataprotection:BackupVault";

/** Where the types say to which region, location or ARN they copy; a star is each of a list. */
const destinations: Readonly<Record<string, readonly string[]>> = {
  [plan]: ["rules.*.copyActions.*.destinationVaultArn"],
  "aws:dlm/lifecyclePolicy:LifecyclePolicy": [
    "policyDetails.schedules.*.crossRegionCopyRules.*.target",
    "policyDetails.schedules.*.crossRegionCopyRules.*.targetRegion",
    "policyDetails.action.crossRegionCopies.*.target",
  ],
  "aws:dynamodb/table:Table": ["replicas.*.regionName"],
  [snapshotCopy]: ["region"],
  "aws:ec2/amiCopy:AmiCopy": ["region", "destinationOutpostArn"],
  "aws:efs/replicationConfiguration:ReplicationConfiguration": ["destination.region"],
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": ["destinationRegion"],
  "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication": ["region"],
  "aws:rds/snapshotCopy:SnapshotCopy": ["destinationRegion"],
  "aws:redshift/snapshotCopy:SnapshotCopy": ["destinationRegion"],
  "azure-native:compute:GalleryImageVersion": ["publishingProfile.targetRegions.*.name"],
  "azure-native:compute:Snapshot": ["location"],
};

/** Where the types say that Azure keeps a copy in the location that it pairs with theirs. */
const redundancies: Readonly<Record<string, string>> = {
  [account]: "sku.name",
  [vault]: "properties.redundancySettings.standardTierStorageRedundancy",
  [backupVault]: "properties.storageSettings.*.type",
};

const outside = "copies lie where data may not, or nobody knows where";

/** Whether copies may lie in a region or location. */
type MayLie = (place: string) => boolean;

/**
 * The configuration of the rule: the regions and locations that the catalog allows, by the level of
 * the data (`dataLocations`).
 */
const configuration = {
  places: {
    type: "object",
    additionalProperties: { type: "array", items: { type: "string" } },
  },
};

/** The catalog says where copies of backups lie; what a stack copies by itself it does not see. */
export const rawCopies: Rule = {
  id: "BKP-25",
  title: "Copies of data stay where data may lie",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-6", "SA-9(5)"] },
  why:
    "Data is where its copies are. Which places backup classes copy to the catalog says and checks " +
    "(dataLocations); a snapshot, an image, a bucket or a store that a stack copies by itself goes " +
    "wherever it says. It may go where the catalog allows data of the level in its tags, or of any " +
    "level where it has none; without dataLocations, or where nobody hands them over in pack " +
    "configuration, within the European Economic Area and Switzerland.",
  fix:
    "Name a region or location that is allowed, a redundancy without a copy in another location, " +
    "or have a backup class make the copy.",
  tokens: [...Object.keys(destinations), ...Object.keys(redundancies), replication],
  onUnknown: "warn",
  configuration,
  examples: {
    pass: [
      {
        title: "A snapshot that is copied to Ireland",
        type: snapshotCopy,
        inputs: { region: "eu-west-1" },
      },
      {
        title: "A store with a copy in Northern Germany",
        type: account,
        inputs: { location: "germanywestcentral", sku: { name: "Standard_GRS" } },
      },
    ],
    fail: [
      {
        title: "A snapshot that is copied to Ohio",
        type: snapshotCopy,
        inputs: { region: "us-east-2" },
      },
      {
        title: "A store with a copy in Texas",
        type: account,
        inputs: { location: "brazilsouth", sku: { name: "Standard_GRS" } },
      },
    ],
  },
  *check({ type, inputs }, told) {
    const mayLie = allowedBy(told.get("places"), inputs.get("tags").get(tagKeys.dataLevel));
    const isFineAt = (text: string) => mayGo(text, mayLie);
    for (const path of destinations[type] ?? []) {
      yield* at(inputs, path.split("."), (field) => demandText(field, isFineAt, outside, "passes"));
    }
    const redundancy = redundancies[type];
    if (redundancy !== undefined) {
      const pair = isPairedOutside(inputs.get("location"), mayLie);
      const isFine = (word: string) => pair === "no" || staysHere(word);
      yield* at(inputs, redundancy.split("."), (field) =>
        doubted(pair, demandText(field, isFine, outside, whenMissing(type, pair)), field),
      );
    }
    if (type === replication) {
      yield* inEach(inputs.get("rules"), unseenBucket, outside);
    }
  },
};

/** The name of a bucket says nothing of its region. */
function* unseenBucket(rule: Field): Iterable<Finding> {
  const bucket = rule.get("destination").get("bucket");
  if (bucket.text().state !== "missing") {
    yield fail(bucket, "nobody sees in which region the bucket of the copies is");
  }
}

/** What `visit` finds at the end of a path. */
function* at(
  field: Field,
  [key, ...rest]: readonly string[],
  visit: (field: Field) => Iterable<Finding>,
): Iterable<Finding> {
  if (key === undefined) {
    yield* visit(field);
  } else if (key === "*") {
    yield* inEach(field, (item) => at(item, rest, visit), outside);
  } else {
    yield* at(field.get(key), rest, visit);
  }
}

/** A region, or an ARN, whose fourth part is one; nothing is the region of the stack itself. */
function mayGo(text: string, mayLie: MayLie): boolean {
  const place = text.includes(":") ? (text.split(":")[3] ?? "") : text;
  return text === "" || mayLie(place);
}

/** What the catalog allows for the level of the data, where it is told; a fixed area else. */
function allowedBy(places: Field, tag: Field): MayLie {
  if (places.state === "missing") {
    return (place) => countryInArea(place) !== undefined;
  }
  const level = tag.text();
  const own = dataLevels
    .map(String)
    .filter((one) => level.state === "known" && level.value === one);
  const levels = own.length > 0 ? own : dataLevels.map(String);
  const allowed = levels.flatMap((one) => {
    const items = places.get(one).items();
    return items.state === "known" ? items.value.map((item) => item.text()) : [];
  });
  return (place) =>
    allowed.some((one) => one.state === "known" && azureName(one.value) === azureName(place));
}

const staysHere = (word: string) => !/^geo|_(?:RA)?GZ?RS$/i.test(word);

/** A vault of Recovery Services has a second location unless it says otherwise. */
const whenMissing = (type: string, pair: Certainty) =>
  type === vault && pair !== "no" ? "fails" : "passes";

/** What is certain only if the location is one with such a pair. */
function* doubted(pair: Certainty, found: Iterable<Finding>, field: Field): Iterable<Finding> {
  for (const finding of found) {
    yield pair === "maybe" ? undetermined(field, `not known yet; perhaps ${outside}`) : finding;
  }
}

/** Whether Azure pairs the location with one in which copies may not lie. */
function isPairedOutside(location: Field, mayLie: MayLie): Certainty {
  return holds(location.text(), (text) => {
    const pair = azurePairOf(azureName(text));
    return pair !== undefined && !mayLie(pair);
  });
}
