/** Queues at an endpoint, as functions read them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.sqs.feed;
