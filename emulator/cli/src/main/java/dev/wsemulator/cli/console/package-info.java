/** The terminal: output, colors, progress, exit codes and errors. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.cli.console;
