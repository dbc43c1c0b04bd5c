/** Floor 5: definitions of budgets: what they cover, by which windows, and what they do. Plain values. */
@NullMarked
package dev.quartermaster.budgets.definition;

import org.jspecify.annotations.NullMarked;
