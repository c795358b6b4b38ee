// Purpose: finds the URL of the WebSocket API this page talks to.

const TIMEOUT_MS = 10_000;

/**
 * Looks, in this order, at the page's `?api=` parameter, at config.json beside the page (a
 * deployment writes it) and at the health report of a local emulator.
 *
 * @returns {Promise<string>} a ws:// or wss:// URL
 * @throws {Error} when none of the three names one, or the server of the page does not answer
 */
export async function findWebSocketUrl() {
  const url = new URLSearchParams(location.search).get("api")
    || (await readJson("config.json"))?.webSocketUrl
    || (await readJson("/_emulator/health"))?.apis?.[0]?.webSocketUrl;
  if (!url) {
    throw new Error("No WebSocket URL is known. Put one into config.json or add ?api=wss://… to "
      + "the address of this page.");
  }
  return url;
}

/** The JSON at an address, or null when there is none: each source may be missing. */
async function readJson(address) {
  const response = await read(address);
  try {
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

async function read(address) {
  try {
    return await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new Error("The server of this page does not answer.");
  }
}
