/** HTTP requests and responses, without a server. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.http;
