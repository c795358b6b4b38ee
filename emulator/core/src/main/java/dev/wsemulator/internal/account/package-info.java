/** The AWS account: its id, its region and the form of its ids. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.account;
