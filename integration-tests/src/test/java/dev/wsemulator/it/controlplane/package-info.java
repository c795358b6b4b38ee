/** The emulator as tools define APIs and functions on it: with the AWS SDK at one endpoint. */
package dev.wsemulator.it.controlplane;
