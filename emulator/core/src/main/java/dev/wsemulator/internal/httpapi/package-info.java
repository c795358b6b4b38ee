/** HTTP and REST APIs beside WebSocket APIs: their routes, requests and answers. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.httpapi;
