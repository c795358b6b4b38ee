/**
 * The destinations of functions' calls to AWS: the emulator, its back ends, another endpoint, or
 * none.
 */
package dev.wsemulator.internal.function.egress;
