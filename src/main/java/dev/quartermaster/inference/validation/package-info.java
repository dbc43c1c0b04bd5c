/**
 * Floor 8: whether a model could be used here, found out without calling it: it exists, may be used, its provider has
 * credentials, its region offers it, and it can do what is asked of it.
 */
@NullMarked
package dev.quartermaster.inference.validation;

import org.jspecify.annotations.NullMarked;
