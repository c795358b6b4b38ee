/** What the emulators of one JVM share, whichever loader their classes have. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.jvm;
