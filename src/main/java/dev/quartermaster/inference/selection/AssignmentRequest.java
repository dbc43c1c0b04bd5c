package dev.quartermaster.inference.selection;

/**
 * What a model is to be assigned for.
 *
 * @param base what somebody else's optimizer decided: any object, returned whole
 */
public record AssignmentRequest(SelectionTask task, BaseAssignment base) {}
