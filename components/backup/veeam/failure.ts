/** What went wrong, in words for the person who reads the report; holds no secret. */
export class VeeamFailure extends Error {
  override readonly name: string = "VeeamFailure";
}

/** Nobody knows whether the request was done. */
export class Unanswered extends VeeamFailure {
  override readonly name = "Unanswered";
}

/** The backup server does not do what it was asked. */
export class Refused extends VeeamFailure {
  override readonly name = "Refused";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
