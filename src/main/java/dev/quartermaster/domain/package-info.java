/**
 * Floor 0: the shared words. Plain immutable records, and a map in bounded room; nothing here imports a framework, performs
 * I/O or reads a clock, and every record refuses to exist in a wrong state.
 */
@NullMarked
package dev.quartermaster.domain;

import org.jspecify.annotations.NullMarked;
