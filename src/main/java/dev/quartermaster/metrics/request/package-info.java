/** Floor 4: a finished request as it is measured, and the values that labels may have. */
@NullMarked
package dev.quartermaster.metrics.request;

import org.jspecify.annotations.NullMarked;
