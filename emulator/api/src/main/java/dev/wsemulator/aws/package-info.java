/**
 * The AWS services that functions talk to: embedded in this process, in a LocalStack container, or
 * wherever they already run.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.aws;
