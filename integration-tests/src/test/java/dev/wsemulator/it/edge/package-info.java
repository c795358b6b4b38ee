/** What clients meet before the gateway: proxies, networks, addresses and certificates. */
package dev.wsemulator.it.edge;
