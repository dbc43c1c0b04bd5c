/**
 * Floor 3: questions to one registry snapshot: which models match, page by page. Pure; the same snapshot and question
 * give the same answer.
 */
@NullMarked
package dev.quartermaster.registry.query;

import org.jspecify.annotations.NullMarked;
