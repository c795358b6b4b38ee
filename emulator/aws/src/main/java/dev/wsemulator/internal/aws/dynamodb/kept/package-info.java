/** What of tables and their streams survives the emulator. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.dynamodb.kept;
