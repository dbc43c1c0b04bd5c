/** Floor 9: models for the tasks of agents that call providers themselves, on top of another optimizer's choice. */
@NullMarked
package dev.quartermaster.api.assignments;

import org.jspecify.annotations.NullMarked;
