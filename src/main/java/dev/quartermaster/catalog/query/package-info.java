/**
 * Floor 4: questions to one catalog: which model a name means, where it is offered, and under which id to call it from
 * a region. Pure; an index is built once for each catalog, and asking it neither waits nor changes anything.
 */
@NullMarked
package dev.quartermaster.catalog.query;

import org.jspecify.annotations.NullMarked;
