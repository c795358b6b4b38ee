/** S3, inside the emulator's process and at an endpoint. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.s3;
