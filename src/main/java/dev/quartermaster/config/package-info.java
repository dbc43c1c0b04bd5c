/** Floor 1: what all settings have in common: the bounds of numbers. */
@NullMarked
package dev.quartermaster.config;

import org.jspecify.annotations.NullMarked;
