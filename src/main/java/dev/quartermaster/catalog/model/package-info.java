/** Floor 4: the catalog's own words: models, their access in each region, and the state of each region. Immutable. */
@NullMarked
package dev.quartermaster.catalog.model;

import org.jspecify.annotations.NullMarked;
