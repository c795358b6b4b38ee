/** HTTP requests and responses, without a server. */
package dev.wsemulator.internal.http;
