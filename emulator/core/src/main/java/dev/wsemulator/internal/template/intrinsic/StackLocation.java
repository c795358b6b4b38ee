package dev.wsemulator.internal.template.intrinsic;

/**
 * The region, account and name of a stack, as they appear in names.
 *
 * @param stackName the stack's name
 * @param region the region
 * @param accountId twelve digits
 */
public record StackLocation(String stackName, String region, String accountId) {}
