/** Amazon SNS, in this process. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.sns;
