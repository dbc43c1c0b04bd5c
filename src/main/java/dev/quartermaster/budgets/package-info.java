/**
 * Floor 5: budgets. What operators allow to be spent, what is spent, and the holds that keep concurrent calls within it. A
 * hold is taken in memory, from amounts that PostgreSQL leased to this instance.
 */
@NullMarked
package dev.quartermaster.budgets;

import org.jspecify.annotations.NullMarked;
