/** Queues at an endpoint, and how functions read them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.sqs.feed;
