/** The calls of CloudWatch Logs about log groups. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.controlplane.logs;
