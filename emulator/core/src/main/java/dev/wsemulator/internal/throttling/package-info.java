/** Token buckets for the account, stages and routes. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.throttling;
