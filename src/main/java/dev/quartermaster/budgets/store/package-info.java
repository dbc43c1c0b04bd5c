/** Floor 5: budgets in PostgreSQL: their definitions and how they are changed, what was spent, and the leases. */
@NullMarked
package dev.quartermaster.budgets.store;

import org.jspecify.annotations.NullMarked;
