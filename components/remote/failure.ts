/** What went wrong with another server, in words for the person who reads the report; holds no secret. */
export class RemoteFailure extends Error {
  override readonly name: string = "RemoteFailure";
}

/** Nobody knows whether the request was done. */
export class Unanswered extends RemoteFailure {
  override readonly name = "Unanswered";
}

/** The other side does not do what it was asked. */
export class Refused extends RemoteFailure {
  override readonly name = "Refused";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Whether what was asked may have been done all the same. */
export function isUncertain(failure: unknown): boolean {
  return failure instanceof Unanswered || (failure instanceof Refused && failure.status >= 500);
}
