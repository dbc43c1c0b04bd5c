/** Floor 9: the Bedrock catalog over HTTP: which models there are, where, how to call them, and how fresh that is. */
@NullMarked
package dev.quartermaster.api.catalog;

import org.jspecify.annotations.NullMarked;
