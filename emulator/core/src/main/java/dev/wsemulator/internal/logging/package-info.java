/** Access logs and execution logs, as they are in CloudWatch. */
package dev.wsemulator.internal.logging;
