/** Queues at an endpoint: how functions read them, and who sends to them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.sqs.feed;
