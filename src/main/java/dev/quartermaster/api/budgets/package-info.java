/** Floor 9: budgets over HTTP. */
@NullMarked
package dev.quartermaster.api.budgets;

import org.jspecify.annotations.NullMarked;
