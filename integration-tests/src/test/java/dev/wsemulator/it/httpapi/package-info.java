/** HTTP and REST APIs beside a WebSocket API, called over the network. */
package dev.wsemulator.it.httpapi;
