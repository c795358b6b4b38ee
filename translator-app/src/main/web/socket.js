// Purpose: a WebSocket that opens itself again after a drop, with growing, jittered pauses.

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** A connection that lived this long counts as healthy: the next pause is short again. */
const STABLE_AFTER_MS = 5_000;

/**
 * The pause before reconnection attempt number `attempt` (from 0), in milliseconds: it doubles from
 * 0.5 s to 30 s; its second half is random, so that many pages do not come back in step.
 */
export function backOff(attempt, random = Math.random) {
  const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return delay / 2 + random() * delay / 2;
}

export class ReconnectingSocket {
  #findUrl;
  #listeners;
  #socket = null;
  #timer = null;
  #attempt = 0;
  #openedAt = null;
  #running = false;

  /**
   * @param {() => Promise<string>} findUrl asked before each attempt, as the URL may change
   * @param {{onState: (connection: {state: string, retryAt?: number, reason?: string}) => void,
   *     onMessage: (message: object) => void}} listeners
   */
  constructor(findUrl, listeners) {
    this.#findUrl = findUrl;
    this.#listeners = listeners;
  }

  start() {
    this.#running = true;
    addEventListener("online", this.retryNow);
    this.#connect();
  }

  stop() {
    this.#running = false;
    removeEventListener("online", this.retryNow);
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  /** Ends a pause between two attempts; does nothing while connected or connecting. */
  retryNow = () => {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
      this.#connect();
    }
  };

  /** Sends a message as JSON. Answers whether there was an open connection to send it on. */
  send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return false;
    }
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  async #connect() {
    this.#listeners.onState({ state: "connecting" });
    try {
      const url = await this.#findUrl();
      if (this.#running) {
        this.#open(url);
      }
    } catch (failure) {
      this.#pause(failure.message);
    }
  }

  #open(url) {
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.onopen = () => {
      this.#openedAt = performance.now();
      this.#listeners.onState({ state: "connected" });
    };
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = () => this.#pause();
  }

  #receive(text) {
    const message = parse(text);
    if (message !== null) {
      this.#listeners.onMessage(message);
    }
  }

  #pause(reason) {
    if (!this.#running) {
      return;
    }
    if (this.#openedAt !== null && performance.now() - this.#openedAt > STABLE_AFTER_MS) {
      this.#attempt = 0;
    }
    this.#openedAt = null;
    const delay = backOff(this.#attempt++);
    this.#timer = setTimeout(this.retryNow, delay);
    this.#listeners.onState({ state: "disconnected", retryAt: Date.now() + delay, reason });
  }
}

/** The JSON object in a text frame, or null: an empty or foreign frame says nothing here. */
function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
