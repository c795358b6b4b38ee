/** Functions, what their roles allow them, and what they write to their logs. */
package dev.wsemulator.lambda;
