/** EventBridge and EventBridge Scheduler, in this process. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.events;
