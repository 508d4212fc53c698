import { baselineNames } from "../service/account/names.js";

/** The home of an account's notices. */
interface Home {
  readonly account: string;
  readonly homeRegion: string;
}

/** The topic that tells of attacks, known before it exists. */
export function topicArn({ account, homeRegion }: Home): string {
  return `arn:aws:sns:${homeRegion}:${account}:${baselineNames.topic}`;
}

/** The bus to which every region hands its notices. */
export function busArn({ account, homeRegion }: Home): string {
  return `arn:aws:events:${homeRegion}:${account}:event-bus/default`;
}

/** The rule of a region hands notices on; only EventBridge takes the role, and it can do nothing else. */
export function forwardPolicy(home: Home) {
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Forwards", Effect: "Allow", Action: "events:PutEvents", Resource: busArn(home) },
    ],
  };
}

/** Who may take the role that hands notices on. */
export function forwardTrust({ account }: Home) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "EventsTake",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ],
  };
}

/** Who may write into the topic. */
export function topicPolicy(home: Home) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "EventsTell",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topicArn(home),
        Condition: { StringEquals: { "aws:SourceAccount": home.account } },
      },
    ],
  };
}
