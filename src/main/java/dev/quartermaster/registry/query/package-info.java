/**
 * Floor 3: questions to one registry snapshot: which models match, page by page. Pure; the same snapshot and question
 * give the same answer.
 */
package dev.quartermaster.registry.query;
