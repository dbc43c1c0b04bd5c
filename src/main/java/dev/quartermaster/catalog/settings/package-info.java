/** Floor 3: what of the catalog can be configured. */
package dev.quartermaster.catalog.settings;
