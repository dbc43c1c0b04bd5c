/** Floor 5: the words between this service and a model that judges answers, and what came of them. */
@NullMarked
package dev.quartermaster.quality.judge;

import org.jspecify.annotations.NullMarked;
