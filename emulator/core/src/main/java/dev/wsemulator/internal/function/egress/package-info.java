/** Where calls of functions to AWS go: to the emulator, to its back ends, elsewhere or nowhere. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.egress;
