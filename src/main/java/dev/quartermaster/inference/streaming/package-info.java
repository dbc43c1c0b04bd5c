/**
 * Floor 8: holds a stream back until its first content, counts what it delivers, and has another model go on with one
 * that broke off. After its first content a stream has exactly one end, complete or a typed failure.
 */
@NullMarked
package dev.quartermaster.inference.streaming;

import org.jspecify.annotations.NullMarked;
