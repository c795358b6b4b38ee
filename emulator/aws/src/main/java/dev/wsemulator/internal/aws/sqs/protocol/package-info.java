/** What calls of SQS consist of: parameters, message attributes, digests, errors. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.sqs.protocol;
