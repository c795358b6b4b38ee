/** Writes down what clients do and what they are sent, so that it can be done again. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.recording;
