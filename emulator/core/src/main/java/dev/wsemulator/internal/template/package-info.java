/** Reads SAM and CloudFormation templates. The only package that knows YAML. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.template;
