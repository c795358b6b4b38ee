/** What all AWS services have in common. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.service;
