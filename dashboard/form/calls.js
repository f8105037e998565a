// The programming interface, asked by the page of somebody who is signed in.

export class Offline extends Error {}
export class SignedOut extends Error {}
export class Later extends Error {
  constructor(seconds) {
    super("later");
    this.seconds = seconds;
  }
}
export class Refused extends Error {
  constructor(status, faults) {
    super("refused");
    this.status = status;
    this.faults = faults;
  }
}

const PATIENCE = 20_000; // milliseconds for one reply
const TOO_MANY = 429;
const UNAUTHORIZED = 401;
const FAILED = 500;
const NOT_MODIFIED = 304;

export class Calls {
  constructor(address, language) {
    this.address = address;
    this.headers = { "X-Thidua": "form", "Accept-Language": language };
  }

  async ask(method, path, { body, headers = {}, bytes, keepalive = false, patience = PATIENCE } = {}) {
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), patience);
    const given = { ...this.headers, ...headers };
    if (body !== undefined) given["Content-Type"] = "application/json";
    try {
      const reply = await fetch(`${this.address}${path}`, {
        method,
        headers: given,
        body: bytes ?? (body === undefined ? undefined : JSON.stringify(body)),
        signal: stop.signal,
        cache: "no-store",
        credentials: "same-origin",
        redirect: "error",
        keepalive,
      });
      return await understood(reply);
    } catch (problem) {
      if (problem instanceof TypeError || problem.name === "AbortError") throw new Offline();
      throw problem;
    } finally {
      clearTimeout(clock);
    }
  }
}

async function understood(reply) {
  if (reply.status === NOT_MODIFIED) return null;
  if (reply.status === UNAUTHORIZED) throw new SignedOut();
  if (reply.status === TOO_MANY) throw new Later(Number(reply.headers.get("retry-after")) || 1);
  if (reply.status >= FAILED) throw new Offline();
  const said = await reply.json();
  if (!reply.ok) throw new Refused(reply.status, said.faults ?? []);
  return { said, etag: reply.headers.get("etag") };
}
