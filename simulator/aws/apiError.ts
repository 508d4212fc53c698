import { Refusal } from "../core/refusal.js";

/** What the AWS SDK says when a service refuses, such as `InvalidSubnetID.NotFound`. */
export function apiError(service: string, operation: string, code: string, text: string): Refusal {
  return new Refusal(
    `operation error ${service}: ${operation}, https response error StatusCode: 400, api error ${code}: ${text}`,
  );
}
