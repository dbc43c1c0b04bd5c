/** Floor 4: the catalog's own words: models, their access in each region, and the state of each region. Immutable. */
package dev.quartermaster.catalog.model;
