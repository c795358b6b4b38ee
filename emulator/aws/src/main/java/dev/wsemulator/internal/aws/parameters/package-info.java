/** Systems Manager's parameter store. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.parameters;
