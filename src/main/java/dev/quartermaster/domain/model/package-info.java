/** Floor 0: what is known of a model before it is called: its name, abilities, limits and prices. */
package dev.quartermaster.domain.model;
