/** Emulators and clients in JUnit tests. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.junit;
