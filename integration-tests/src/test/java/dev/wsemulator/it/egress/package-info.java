/** Where calls of functions to AWS go, with SDKs of several ages. */
package dev.wsemulator.it.egress;
