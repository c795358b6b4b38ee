/** Token buckets for the account, stages and routes. */
package dev.wsemulator.internal.throttling;
