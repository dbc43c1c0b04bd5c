/**
 * Floor 8: answers one request: plan a route, walk it, settle, record. This package is what the edge calls; the steps are
 * in its sub-packages, each of which uses only those named before it: {@code request}, {@code planning}, {@code failover},
 * {@code recording}, {@code streaming}, {@code caching}. No sub-package uses this one.
 */
@NullMarked
package dev.quartermaster.inference;

import org.jspecify.annotations.NullMarked;
