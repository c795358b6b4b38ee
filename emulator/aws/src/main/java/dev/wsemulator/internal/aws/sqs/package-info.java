/** Amazon SQS: queues inside the emulator's process, and those at an endpoint. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.sqs;
