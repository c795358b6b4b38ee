/** Reads SAM and CloudFormation templates. The only package that knows YAML. */
package dev.wsemulator.internal.template;
