/** Topics, rules, schedules and the handling of queued events, from resolved resources. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.template.event;
