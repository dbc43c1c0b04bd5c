/**
 * Floor 8: what a caller asks for, and what it says about it. Plain values, below all other packages of inference.
 */
@NullMarked
package dev.quartermaster.inference.request;

import org.jspecify.annotations.NullMarked;
