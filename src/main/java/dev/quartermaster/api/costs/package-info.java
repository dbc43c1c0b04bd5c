/** Floor 9: what calls cost over HTTP, summed by group and page by page. */
@NullMarked
package dev.quartermaster.api.costs;

import org.jspecify.annotations.NullMarked;
