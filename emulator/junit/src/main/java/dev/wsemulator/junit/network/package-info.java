/** The network between a test's client and the gateway, as phones have it. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.junit.network;
