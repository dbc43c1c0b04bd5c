/** Floor 9: the registry over HTTP: which models there are, whether they can be used here, and lists of others' read in. */
@NullMarked
package dev.quartermaster.api.models;

import org.jspecify.annotations.NullMarked;
