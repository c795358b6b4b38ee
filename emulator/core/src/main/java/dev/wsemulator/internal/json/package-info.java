/** JSON, read and written. The only package that knows Jackson. */
package dev.wsemulator.internal.json;
