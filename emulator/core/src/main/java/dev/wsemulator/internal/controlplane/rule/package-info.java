/** The types of API Gateway resources and the rules that their members obey. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.controlplane.rule;
