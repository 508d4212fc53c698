import { noticesOf } from "../../components/service/account/notices.js";
import { given, is, type Requirement } from "./requirement.js";

/** How an account hears of what happens in a region. */
export interface NoticeFacts {
  readonly homeRegion: string;
  /** The role of the program, of whose changes nobody is told. */
  readonly deployRole: string;
}

/** The rules by which a region tells, and where what they tell goes. */
export function ofNotices(region: string, { homeRegion, deployRole }: NoticeFacts): Requirement[] {
  const here = is("region", region);
  return noticesOf(deployRole).flatMap(({ name, pattern }): Requirement[] => [
    {
      what: `the notices ${name}`,
      token: "aws:cloudwatch/eventRule:EventRule",
      tests: [here, is("name", name), is("eventPattern", JSON.stringify(pattern))],
    },
    {
      what: `where the notices ${name} go`,
      token: "aws:cloudwatch/eventTarget:EventTarget",
      tests: [
        ...[here, is("rule", name), given("arn")],
        ...(region === homeRegion ? [] : [given("roleArn")]),
      ],
    },
  ]);
}
