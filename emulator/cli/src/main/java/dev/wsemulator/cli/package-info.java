/** The command line. Only {@link dev.wsemulator.cli.Main} is meant to be run. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.cli;
