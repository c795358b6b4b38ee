/** Access logs and execution logs, as in CloudWatch. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.logging;
