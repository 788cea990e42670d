/** RFC 9457: what the server says when it refuses; the client words `code` and `params`. */
export interface Refusal {
  code: string;
  field?: string | undefined;
  params?: Record<string, unknown> | undefined;
}

export interface Problem extends Refusal {
  title: string;
  status: number;
  detail?: string | undefined;
  /** The request, as the server's logs name it. */
  id?: string | undefined;
  errors: Refusal[];
}

/** The one error of the client: every failed request ends as this, `status` 0 means that no answer came. */
export class ApiError extends Error {
  constructor(
    readonly problem: Problem,
    readonly retryAfter: number | null = null,
  ) {
    super(problem.title);
    this.name = "ApiError";
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return this.problem.code;
  }

  /** True when the thing is not there, or not to be seen any more. */
  get isGone(): boolean {
    return this.status === 404 || this.status === 403;
  }

  /** True when sending the same request again may help. */
  get isTransient(): boolean {
    return [0, 502, 503, 504].includes(this.status);
  }
}
