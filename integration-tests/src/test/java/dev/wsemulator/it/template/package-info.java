/** Templates in every form that people have them in, started whole. */
package dev.wsemulator.it.template;
