/**
 * The destinations of functions' calls to AWS: the emulator, its back ends, another endpoint, or
 * none.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.egress;
