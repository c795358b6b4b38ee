package dev.wsemulator.internal.template.intrinsic;

/**
 * Where a stack is deployed, as far as that shows in names.
 *
 * @param stackName the stack's name
 * @param region the region
 * @param accountId twelve digits
 */
public record StackLocation(String stackName, String region, String accountId) {}
