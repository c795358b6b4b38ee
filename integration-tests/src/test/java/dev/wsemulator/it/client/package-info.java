/** Clients that people use, driven with texts of many sizes. */
package dev.wsemulator.it.client;
