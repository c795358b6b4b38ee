/** Access logs and execution logs, as they are in CloudWatch. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.logging;
