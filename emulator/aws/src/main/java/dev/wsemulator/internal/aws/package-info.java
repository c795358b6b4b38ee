/** The AWS services behind an emulator: embedded ones, and those at an endpoint. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws;
