/** Floor 5: calls of models, kept as sums and histograms in slices of time that drop out of a window as they grow old. */
@NullMarked
package dev.quartermaster.performance.window;

import org.jspecify.annotations.NullMarked;
