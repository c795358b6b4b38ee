/** Where calls of functions to AWS go: to the emulator, to its back ends, elsewhere or nowhere. */
package dev.wsemulator.internal.function.egress;
