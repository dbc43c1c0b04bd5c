/**
 * Floor 8: writes down what became of a request: one record, its decision, its failovers, and what listeners and meters
 * learn of it. Every request that reached a plan leaves one record, also when its caller hangs up. Recording never fails a
 * request.
 */
@NullMarked
package dev.quartermaster.inference.recording;

import org.jspecify.annotations.NullMarked;
