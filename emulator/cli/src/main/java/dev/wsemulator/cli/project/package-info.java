/** The project file and environment variables, merged with the command line's options. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.cli.project;
