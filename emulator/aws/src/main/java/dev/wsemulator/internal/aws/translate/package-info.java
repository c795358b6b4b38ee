/** The stand-in for Amazon Translate. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.translate;
