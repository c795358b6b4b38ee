package dev.wsemulator.internal.admin;

/**
 * A text with its type.
 *
 * @param type the media type
 * @param content the text
 */
record Text(String type, String content) {}
