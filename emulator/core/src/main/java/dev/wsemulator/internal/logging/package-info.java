/** Access logs and execution logs, as in CloudWatch. */
package dev.wsemulator.internal.logging;
