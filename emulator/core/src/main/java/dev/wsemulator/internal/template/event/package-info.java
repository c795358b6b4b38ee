/** Topics, rules, schedules and what becomes of queued events, from resolved resources. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.template.event;
